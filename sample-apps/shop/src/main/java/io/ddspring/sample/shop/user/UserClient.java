/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sample.shop.user;

import org.springframework.core.env.Environment;
import org.springframework.stereotype.Component;
import org.springframework.web.client.RestClient;

/** Asks for users over HTTP, as if they were kept by another service. It is this one unless told otherwise. */
@Component
public class UserClient {
    private final RestClient client;
    private final Environment environment;

    UserClient(RestClient.Builder client, Environment environment) {
        this.client = client.build();
        this.environment = environment;
    }

    public String nameOf(long userId) {
        User user =
                client.get().uri(usersUrl() + "/users/{id}", userId).retrieve().body(User.class);
        return user == null ? "unknown" : user.name();
    }

    private String usersUrl() {
        return environment.getProperty(
                "shop.users.url", "http://127.0.0.1:" + environment.getRequiredProperty("local.server.port"));
    }
}
