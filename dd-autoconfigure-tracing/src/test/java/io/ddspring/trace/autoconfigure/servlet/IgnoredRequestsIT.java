/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class IgnoredRequestsIT {
    @Test
    void ignored_paths_leave_no_trace_of_anything_that_is_done_for_them() {
        try (RunningShop shop = RunningShop.start(
                "dd.trace.http.server.ignored-paths=/orders/**,/active,/fail,/callable",
                "server.servlet.context-path=")) {
            Http http = shop.http();

            assertThat(http.get("/active").body()).isEqualTo("nothing");
            assertThat(http.get("/fail").statusCode()).isEqualTo(500);
            assertThat(http.get("/callable").statusCode()).isEqualTo(200);
            // The call inside carries no headers, so the called request is a trace of its own.
            assertThat(http.get("/orders/7").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(3)).isEqualTo("""
                    servlet.request GET /users/{id}
                      spring.handler Api.user
                        work work
                    """);
            assertThat(shop.traces().root().parentId()).isZero();
        }
    }

    @Test
    void the_actuator_is_traced_when_wanted() {
        try (RunningShop shop = RunningShop.start("dd.trace.actuator.enabled=true")) {
            assertThat(shop.http().get("/actuator/health").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(2))
                    .startsWith("servlet.request GET /actuator/health\n  spring.handler ");
        }
    }

    @Test
    void the_actuator_is_found_below_context_and_servlet_path() {
        try (RunningShop shop = RunningShop.start(
                "server.servlet.context-path=/shop",
                "spring.mvc.servlet.path=/api",
                "management.endpoints.web.base-path=/manage/")) {
            Http http = shop.http();
            assertThat(http.get("/shop/api/manage/health").statusCode()).isEqualTo(200);
            assertThat(http.get("/shop/api/users/7").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(3)).isEqualTo("""
                    servlet.request GET /shop/users/{id}
                      spring.handler Api.user
                        work work
                    """);
            assertThat(shop.traces().root().tag("servlet.context")).isEqualTo("/shop");
            assertThat(shop.traces().root().tag("servlet.path")).isEqualTo("/api");
            assertThat(shop.traces().root().tag("http.route")).isEqualTo("/shop/users/{id}");
        }
    }

    @Test
    void endpoints_beside_the_paths_of_the_application_are_found() {
        try (RunningShop shop = RunningShop.start(
                "management.endpoints.web.base-path=/", "management.endpoints.web.path-mapping.health=alive")) {
            Http http = shop.http();
            assertThat(http.get("/alive").statusCode()).isEqualTo(200);
            assertThat(http.get("/alive/liveness").statusCode()).isBetween(200, 404);
            assertThat(http.get("/ping").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(2)).isEqualTo("""
                    servlet.request GET /ping
                      spring.handler Api.ping
                    """);
        }
    }

    @Test
    void probes_on_the_port_of_the_application_are_found() {
        try (RunningShop shop = RunningShop.start(
                "management.server.port=0",
                "management.endpoint.health.probes.enabled=true",
                "management.endpoint.health.probes.add-additional-paths=true")) {
            Http http = shop.http();
            assertThat(http.get("/livez").statusCode()).isEqualTo(200);
            assertThat(http.get("/readyz").statusCode()).isEqualTo(200);
            assertThat(http.get("/ping").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(2)).isEqualTo("""
                    servlet.request GET /ping
                      spring.handler Api.ping
                    """);
        }
    }

    @Test
    void with_a_management_port_of_its_own_the_paths_of_its_endpoints_are_free() {
        try (RunningShop shop = RunningShop.start("management.server.port=0", "management.endpoints.web.base-path=/")) {
            assertThat(shop.managementHttp().get("/health").statusCode()).isEqualTo(200);
            assertThat(shop.http().get("/health").statusCode()).isEqualTo(404);

            assertThat(shop.traces().awaitTree(1)).isEqualTo("servlet.request 404\n");
        }
    }

    @Test
    void a_management_port_of_its_own_leaves_no_trace() {
        try (RunningShop shop = RunningShop.start("management.server.port=0")) {
            assertThat(shop.managementHttp().get("/actuator/health").statusCode())
                    .isEqualTo(200);
            assertThat(shop.managementHttp().get("/nothing-here").statusCode()).isEqualTo(404);
            assertThat(shop.http().get("/ping").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(2)).isEqualTo("""
                    servlet.request GET /ping
                      spring.handler Api.ping
                    """);
        }
    }

    @Test
    void a_management_port_is_traced_when_wanted() {
        try (RunningShop shop = RunningShop.start("management.server.port=0", "dd.trace.actuator.enabled=true")) {
            assertThat(shop.managementHttp().get("/actuator/health").statusCode())
                    .isEqualTo(200);

            assertThat(shop.traces().awaitTree(2))
                    .startsWith("servlet.request GET /actuator/health\n  spring.handler ");
        }
    }
}
