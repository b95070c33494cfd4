/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.event.Subscription;
import io.ddspring.trace.http.BlockingResponse;
import io.ddspring.trace.http.HttpClientCallStarting;
import io.ddspring.trace.http.HttpRequestStarted;
import io.ddspring.trace.http.PathParametersBound;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class RequestEventsIT {
    private static RunningShop shop;

    @BeforeAll
    static void start() {
        shop = RunningShop.start();
    }

    @AfterAll
    static void stop() {
        shop.close();
    }

    @Test
    void a_product_may_answer_instead_of_the_application() {
        shop.traces().clear();
        BlockingResponse refusal = new BlockingResponse(403, Map.of("Content-Type", "text/plain;charset=utf-8"), "nö");
        try (Subscription product = shop.events()
                .onQuestion(
                        HttpRequestStarted.TYPE,
                        0,
                        started -> "evil".equals(started.request().header("user-agent")) ? refusal : null)) {
            HttpResponse<String> refused = shop.http().get("/ping", "User-Agent", "evil");

            assertThat(refused.statusCode()).isEqualTo(403);
            assertThat(refused.body()).isEqualTo("nö");
            assertThat(refused.headers().firstValue("Content-Length")).hasValue("3");
            assertThat(shop.traces().await(1)).hasSize(1);
            assertThat(shop.traces().root().tag("http.status_code")).isEqualTo("403");
            assertThat(shop.http().get("/ping", "User-Agent", "good").body()).isEqualTo("pong");
        }
    }

    @Test
    void a_product_that_fails_changes_nothing() {
        try (Subscription product = shop.events().onQuestion(HttpRequestStarted.TYPE, 0, started -> {
            throw new IllegalStateException("product is broken");
        })) {
            assertThat(shop.http().get("/ping").body()).isEqualTo("pong");
        }
    }

    @Test
    void products_see_routes_and_calls() {
        List<PathParametersBound> routes = new CopyOnWriteArrayList<>();
        List<HttpClientCallStarting> calls = new CopyOnWriteArrayList<>();
        try (Subscription first = shop.events().on(PathParametersBound.TYPE, routes::add);
                Subscription second = shop.events().on(HttpClientCallStarting.TYPE, calls::add)) {
            shop.http().get("/orders/7");

            assertThat(routes).extracting(PathParametersBound::route).containsExactly("/orders/{id}", "/users/{id}");
            assertThat(routes).extracting(PathParametersBound::parameters).containsOnly(Map.of("id", "7"));
            assertThat(calls).singleElement().satisfies(call -> {
                assertThat(call.method()).isEqualTo("GET");
                assertThat(call.uri()).hasPath("/users/7");
            });
        }
    }
}
