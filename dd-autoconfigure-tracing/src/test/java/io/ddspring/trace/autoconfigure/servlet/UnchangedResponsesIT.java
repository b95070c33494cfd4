/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpHeaders;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class UnchangedResponsesIT {
    private static final Set<String> CHANGE_ANYWAY = Set.of("date", "last-modified");

    private static RunningShop traced;
    private static RunningShop untraced;

    @BeforeAll
    static void start() {
        traced = RunningShop.start("spring.threads.virtual.enabled=true");
        untraced = RunningShop.start("spring.threads.virtual.enabled=true", "dd.trace.enabled=false");
    }

    @AfterAll
    static void stop() {
        traced.close();
        untraced.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/ping",
                "/users/7",
                "/orders/7",
                "/fail",
                "/fail-error",
                "/status/204",
                "/status/404",
                "/status/503",
                "/send-error/404",
                "/send-error/500",
                "/gone",
                "/unavailable",
                "/teapot",
                "/task",
                "/task-times-out",
                "/deferred",
                "/deferred-fails",
                "/deferred-teapot",
                "/deferred-times-out",
                "/callable-fails",
                "/future",
                "/mono",
                "/flux",
                "/sse",
                "/stream",
                "/q?q=a%20b&password=x",
                "/q",
                "/boom-client",
                "/nothing-here",
                "/hello.txt",
                "/function/7",
                "/forwarding",
                "/redirecting",
                "/nothing",
                "/raw/plain",
                "/raw/async-twice",
                "/raw/async-complete",
                "/raw/wrapped",
                "/raw/bare",
                "/raw/dispatch",
                "/raw/async-times-out",
                "/actuator/health",
                "/error"
            })
    void a_traced_request_is_answered_like_an_untraced_one(String path) {
        assertThat(shown(traced.http().get(path)))
                .isEqualTo(shown(untraced.http().get(path)));
    }

    @Test
    void bodies_are_read_the_same() {
        assertThat(shown(traced.http().post("/items", "application/json", "{\"name\":\"ü\"}")))
                .isEqualTo(shown(untraced.http().post("/items", "application/json", "{\"name\":\"ü\"}")));
        assertThat(shown(traced.http().post("/items", "application/json", "{broken")))
                .isEqualTo(shown(untraced.http().post("/items", "application/json", "{broken")));
        assertThat(shown(traced.http().post("/form", "application/x-www-form-urlencoded", "name=%C3%BC")))
                .isEqualTo(shown(untraced.http().post("/form", "application/x-www-form-urlencoded", "name=%C3%BC")));
    }

    @Test
    void an_untraced_application_makes_no_spans() {
        untraced.http().get("/ping");

        assertThat(untraced.traces().await(0)).isEmpty();
    }

    private record Shown(int status, Map<String, List<String>> headers, String body) {}

    private static Shown shown(HttpResponse<String> response) {
        String body = response.body().replaceAll("\"timestamp\":\"[^\"]*\"", "\"timestamp\":\"T\"");
        return new Shown(response.statusCode(), stable(response.headers()), body);
    }

    private static Map<String, List<String>> stable(HttpHeaders headers) {
        Map<String, List<String>> stable = new TreeMap<>(headers.map());
        stable.keySet().removeAll(CHANGE_ANYWAY);
        stable.computeIfPresent("location", (name, values) -> values.stream()
                .map(value -> value.replaceAll(":\\d+", ":port"))
                .toList());
        return stable;
    }
}
