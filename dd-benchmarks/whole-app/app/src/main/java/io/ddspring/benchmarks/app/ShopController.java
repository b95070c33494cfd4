/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.app;

import java.util.Map;
import org.springframework.core.env.Environment;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** One, two and five traced operations. */
@RestController
class ShopController {
    private final JdbcClient database;
    private final RestClient http;
    private final Environment environment;

    ShopController(JdbcClient database, RestClient.Builder http, Environment environment) {
        this.database = database;
        this.http = http.build();
        this.environment = environment;
    }

    @GetMapping("/ping")
    String ping() {
        return "pong";
    }

    @GetMapping("/users/{id}")
    Map<String, Object> user(@PathVariable int id) {
        return database.sql("select id, name from users where id = ?")
                .param(id)
                .query()
                .singleRow();
    }

    @GetMapping("/orders/{id}")
    Map<String, Object> order(@PathVariable int id) {
        Map<String, Object> order = database.sql("select id, user_id, article from orders where id = ?")
                .param(id)
                .query()
                .singleRow();
        String user = http.get()
                .uri(
                        "http://127.0.0.1:{port}/users/{id}",
                        environment.getRequiredProperty("local.server.port"),
                        order.get("user_id"))
                .retrieve()
                .body(String.class);
        return Map.of("order", order, "user", String.valueOf(user));
    }
}
