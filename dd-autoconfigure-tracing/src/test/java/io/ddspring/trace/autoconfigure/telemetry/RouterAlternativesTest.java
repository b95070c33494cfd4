/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.ReportedEndpoint;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpMethod;
import org.springframework.http.MediaType;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;

/** Router functions whose predicates are several in one. */
class RouterAlternativesTest {
    private static final String[] ALTERNATIVES = {
        "GET /a-or-b",
        "GET /b-or-a",
        "GET /get",
        "POST /post",
        "GET /both/x",
        "PUT /both/y",
        "GET /methods",
        "PUT /methods",
        "* /or/1",
        "* /or/2",
        "POST /outer-1/in",
        "POST /outer-2/in",
        "* /denied-method"
    };

    @Test
    void alternatives_of_router_functions_are_told_apart() {
        try (ConfigurableApplicationContext context = servlet(MvcAlternatives.class)) {
            assertThat(endpoints(context))
                    .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                    .containsExactlyInAnyOrder(ALTERNATIVES);
        }
    }

    @Test
    void alternatives_of_router_functions_of_webflux_are_told_apart() {
        try (ConfigurableApplicationContext context = new AnnotationConfigApplicationContext(FluxAlternatives.class)) {
            assertThat(new ReactiveEndpoints(new ExistingBeans(context.getBeanFactory())).endpoints())
                    .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                    .containsExactlyInAnyOrder(ALTERNATIVES);
        }
    }

    private static List<ReportedEndpoint> endpoints(ConfigurableApplicationContext context) {
        return new ServletEndpoints(new ExistingBeans(context.getBeanFactory())).endpoints();
    }

    private static ConfigurableApplicationContext servlet(Class<?> configuration) {
        AnnotationConfigWebApplicationContext context = new AnnotationConfigWebApplicationContext();
        context.setServletContext(new MockServletContext());
        context.register(configuration);
        context.refresh();
        return context;
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class MvcAlternatives {
        @Bean
        org.springframework.web.servlet.function.RouterFunction<?> routes() {
            org.springframework.web.servlet.function.HandlerFunction<
                            org.springframework.web.servlet.function.ServerResponse>
                    ok = request -> org.springframework.web.servlet.function.ServerResponse.ok()
                    .build();
            return org.springframework.web.servlet.function.RouterFunctions.route()
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.GET("/a-or-b")
                                    .or(org.springframework.web.servlet.function.RequestPredicates.GET("/b-or-a")),
                            ok)
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.GET("/get")
                                    .or(org.springframework.web.servlet.function.RequestPredicates.POST("/post")),
                            ok)
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.path("/both/x")
                                    .and(org.springframework.web.servlet.function.RequestPredicates.method(
                                            HttpMethod.GET))
                                    .or(org.springframework.web.servlet.function.RequestPredicates.path("/both/y")
                                            .and(org.springframework.web.servlet.function.RequestPredicates.method(
                                                    HttpMethod.PUT))),
                            ok)
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.path("/methods")
                                    .and(org.springframework.web.servlet.function.RequestPredicates.methods(
                                            HttpMethod.GET, HttpMethod.PUT)),
                            ok)
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.path("/or/1")
                                    .or(org.springframework.web.servlet.function.RequestPredicates.path("/or/2"))
                                    .and(org.springframework.web.servlet.function.RequestPredicates.accept(
                                            MediaType.TEXT_PLAIN)),
                            ok)
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.GET("/never")
                                    .and(org.springframework.web.servlet.function.RequestPredicates.method(
                                            HttpMethod.POST)),
                            ok)
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.path("/denied-method")
                                    .and(org.springframework.web.servlet.function.RequestPredicates.method(
                                                    HttpMethod.GET)
                                            .negate()),
                            ok)
                    .nest(
                            org.springframework.web.servlet.function.RequestPredicates.path("/outer-1")
                                    .or(org.springframework.web.servlet.function.RequestPredicates.path("/outer-2")),
                            nested -> nested.POST("/in", ok))
                    .build();
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class FluxAlternatives {
        @Bean
        org.springframework.web.reactive.function.server.RouterFunction<?> routes() {
            org.springframework.web.reactive.function.server.HandlerFunction<
                            org.springframework.web.reactive.function.server.ServerResponse>
                    ok = request -> org.springframework.web.reactive.function.server.ServerResponse.ok()
                    .build();
            return org.springframework.web.reactive.function.server.RouterFunctions.route()
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.GET("/a-or-b")
                                    .or(org.springframework.web.reactive.function.server.RequestPredicates.GET(
                                            "/b-or-a")),
                            ok)
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.GET("/get")
                                    .or(org.springframework.web.reactive.function.server.RequestPredicates.POST(
                                            "/post")),
                            ok)
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.path("/both/x")
                                    .and(org.springframework.web.reactive.function.server.RequestPredicates.method(
                                            HttpMethod.GET))
                                    .or(
                                            org.springframework.web.reactive.function.server.RequestPredicates.path(
                                                            "/both/y")
                                                    .and(org.springframework.web.reactive.function.server
                                                            .RequestPredicates.method(HttpMethod.PUT))),
                            ok)
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.path("/methods")
                                    .and(org.springframework.web.reactive.function.server.RequestPredicates.methods(
                                            HttpMethod.GET, HttpMethod.PUT)),
                            ok)
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.path("/or/1")
                                    .or(org.springframework.web.reactive.function.server.RequestPredicates.path(
                                            "/or/2"))
                                    .and(org.springframework.web.reactive.function.server.RequestPredicates.accept(
                                            MediaType.TEXT_PLAIN)),
                            ok)
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.GET("/never")
                                    .and(org.springframework.web.reactive.function.server.RequestPredicates.method(
                                            HttpMethod.POST)),
                            ok)
                    .route(
                            org.springframework.web.reactive.function.server.RequestPredicates.path("/denied-method")
                                    .and(org.springframework.web.reactive.function.server.RequestPredicates.method(
                                                    HttpMethod.GET)
                                            .negate()),
                            ok)
                    .nest(
                            org.springframework.web.reactive.function.server.RequestPredicates.path("/outer-1")
                                    .or(org.springframework.web.reactive.function.server.RequestPredicates.path(
                                            "/outer-2")),
                            nested -> nested.POST("/in", ok))
                    .build();
        }
    }
}
