/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class MvcVariantsIT {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "spring.mvc.pathmatch.matching-strategy=ant_path_matcher",
                "spring.web.resources.add-mappings=false",
                "spring.mvc.problemdetails.enabled=true",
                "spring.main.lazy-initialization=true"
            })
    void settings_of_spring_mvc_change_no_trace(String property, CapturedOutput output) {
        try (RunningShop shop = RunningShop.start(property)) {
            assertThat(shop.http().get("/users/7").statusCode()).isEqualTo(200);
            assertThat(shop.http().get("/users/7", "X-Refuse", "401").statusCode())
                    .isEqualTo(401);
            assertThat(shop.http().get("/nothing-here").statusCode()).isEqualTo(404);

            assertThat(shop.traces().awaitTree(5)).isEqualTo("""
                    servlet.request GET /users/{id}
                      spring.handler Api.user
                        work work
                    servlet.request GET /users/{id}
                    servlet.request 404
                    """);
        }
        assertThat(output.getAll().lines().filter(line -> line.contains("io.ddspring") && !line.contains(" INFO ")))
                .isEmpty();
    }

    @Test
    void the_newer_names_are_used_for_all_operations() {
        try (RunningShop shop = RunningShop.start("dd.trace.span.attribute.schema=v1")) {
            assertThat(shop.http().get("/orders/7").statusCode()).isEqualTo(200);

            assertThat(shop.traces().awaitTree(6)).isEqualTo("""
                    http.server.request GET /orders/{id}
                      spring.handler Api.order
                        http.client.request GET /users/?
                          http.server.request GET /users/{id}
                            spring.handler Api.user
                              work work
                    """);
        }
    }

    @Test
    void a_bare_application_starts_without_a_warning(CapturedOutput output) {
        try (RunningShop shop = RunningShop.start()) {
            shop.http().get("/ping");
        }

        assertThat(output.getAll().lines().filter(line -> line.contains(" WARN ") || line.contains(" ERROR ")))
                .isEmpty();
    }
}
