/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.EndpointSource;
import io.ddspring.telemetry.ReportedEndpoint;
import java.lang.reflect.Method;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.mock.web.MockServletContext;
import org.springframework.util.ReflectionUtils;
import org.springframework.web.HttpRequestHandler;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.support.AnnotationConfigWebApplicationContext;
import org.springframework.web.reactive.config.EnableWebFlux;
import org.springframework.web.reactive.config.WebFluxConfigurer;
import org.springframework.web.servlet.config.annotation.EnableWebMvc;
import org.springframework.web.servlet.config.annotation.ResourceHandlerRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

class EndpointInventoryTest {
    @Test
    void methods_of_controllers_are_told_with_their_types_once_for_each_path_and_method() {
        try (ConfigurableApplicationContext context = servlet(Mvc.class)) {
            assertThat(endpoints(context))
                    .contains(
                            new ReportedEndpoint(
                                    "POST",
                                    "/orders",
                                    List.of("application/json"),
                                    List.of("text/plain"),
                                    Orders.class.getName() + "#create(String)"),
                            new ReportedEndpoint("GET", "/a", List.of(), List.of(), Orders.class.getName() + "#two()"),
                            new ReportedEndpoint("HEAD", "/b", List.of(), List.of(), Orders.class.getName() + "#two()"),
                            new ReportedEndpoint("*", "/any", List.of(), List.of(), Orders.class.getName() + "#any()"));
        }
    }

    @Test
    void router_functions_are_told_with_the_paths_around_them() {
        try (ConfigurableApplicationContext context = servlet(Mvc.class)) {
            assertThat(endpoints(context))
                    .filteredOn(endpoint -> endpoint.handler().contains("Mvc"))
                    .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                    .containsExactlyInAnyOrder("GET /api/items/{id}", "DELETE /api/items/{id}", "* /all", "GET /not");
        }
    }

    @Test
    void hundreds_of_mappings_are_told_each_once() {
        try (ConfigurableApplicationContext context = servlet(Mvc.class)) {
            RequestMappingHandlerMapping mapping = context.getBean(RequestMappingHandlerMapping.class);
            Method handler = ReflectionUtils.findMethod(Orders.class, "any");
            for (int i = 0; i < 650; i++) {
                mapping.registerMapping(
                        RequestMappingInfo.paths("/many/" + i + "/{id}")
                                .methods(i % 2 == 0 ? RequestMethod.GET : RequestMethod.POST)
                                .options(mapping.getBuilderConfiguration())
                                .build(),
                        "orders",
                        handler);
            }

            assertThat(endpoints(context))
                    .filteredOn(endpoint -> endpoint.path().startsWith("/many/"))
                    .hasSize(650)
                    .doesNotHaveDuplicates()
                    .contains(new ReportedEndpoint(
                            "POST", "/many/649/{id}", List.of(), List.of(), Orders.class.getName() + "#any()"));
        }
    }

    @Test
    void files_are_served_to_two_methods() {
        String[] files = {"GET /files/**", "HEAD /files/**"};
        try (ConfigurableApplicationContext context = servlet(Mvc.class)) {
            assertThat(endpoints(context))
                    .filteredOn(endpoint -> endpoint.path().equals("/files/**"))
                    .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                    .containsExactlyInAnyOrder(files);
        }
        try (ConfigurableApplicationContext context = new AnnotationConfigApplicationContext(Flux.class)) {
            assertThat(new ReactiveEndpoints(new ExistingBeans(context.getBeanFactory())).endpoints())
                    .filteredOn(endpoint -> endpoint.path().equals("/files/**"))
                    .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                    .containsExactlyInAnyOrder(files);
        }
    }

    @Test
    void handlers_of_plain_paths_are_told() {
        try (ConfigurableApplicationContext context = servlet(Mvc.class)) {
            assertThat(endpoints(context))
                    .filteredOn(endpoint -> endpoint.path().equals("/plain"))
                    .singleElement()
                    .satisfies(endpoint -> assertThat(endpoint.handler()).isEqualTo(Plain.class.getName()));
        }
    }

    @Test
    void mappings_that_do_not_exist_yet_are_not_created() {
        try (ConfigurableApplicationContext context = servlet(Untouched.class)) {
            assertThat(endpoints(context)).isEmpty();
        }
    }

    @Test
    void endpoints_of_webflux_are_told_alike() {
        try (ConfigurableApplicationContext context = new AnnotationConfigApplicationContext(Flux.class)) {
            EndpointSource source = new ReactiveEndpoints(new ExistingBeans(context.getBeanFactory()));

            assertThat(source.endpoints())
                    .extracting(endpoint -> endpoint.method() + " " + endpoint.path())
                    .contains(
                            "POST /orders",
                            "GET /a",
                            "HEAD /b",
                            "* /any",
                            "GET /api/items/{id}",
                            "DELETE /api/items/{id}",
                            "* /plain");
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

    @RestController
    static class Orders {
        @PostMapping(path = "/orders", consumes = "application/json", produces = "text/plain")
        String create(@RequestBody String order) {
            return order;
        }

        @RequestMapping(
                path = {"/a", "/b"},
                method = {RequestMethod.GET, RequestMethod.HEAD})
        String two() {
            return "";
        }

        @RequestMapping("/any")
        String any() {
            return "";
        }
    }

    static final class Plain implements HttpRequestHandler {
        @Override
        public void handleRequest(
                jakarta.servlet.http.HttpServletRequest request, jakarta.servlet.http.HttpServletResponse response) {}
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebMvc
    static class Mvc implements WebMvcConfigurer {
        @Override
        public void addResourceHandlers(ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/files/**").addResourceLocations("classpath:/none/");
        }

        @Bean
        Orders orders() {
            return new Orders();
        }

        @Bean
        org.springframework.web.servlet.function.RouterFunction<?> routes() {
            return org.springframework.web.servlet.function.RouterFunctions.route()
                    .path(
                            "/api",
                            api -> api.path("/items", items -> items.GET(
                                            "/{id}",
                                            request -> org.springframework.web.servlet.function.ServerResponse.ok()
                                                    .build())
                                    .DELETE(
                                            "/{id}",
                                            request -> org.springframework.web.servlet.function.ServerResponse.ok()
                                                    .build())))
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.path("/all"),
                            request -> org.springframework.web.servlet.function.ServerResponse.ok()
                                    .build())
                    .route(
                            org.springframework.web.servlet.function.RequestPredicates.GET("/not")
                                    .and(org.springframework.web.servlet.function.RequestPredicates.path("/hidden")
                                            .negate()),
                            request -> org.springframework.web.servlet.function.ServerResponse.ok()
                                    .build())
                    .build();
        }

        @Bean
        org.springframework.web.servlet.handler.SimpleUrlHandlerMapping plain() {
            return new org.springframework.web.servlet.handler.SimpleUrlHandlerMapping(Map.of("/plain", new Plain()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Untouched {
        @Bean
        @Lazy
        org.springframework.web.servlet.handler.SimpleUrlHandlerMapping plain() {
            return new org.springframework.web.servlet.handler.SimpleUrlHandlerMapping(Map.of("/plain", new Plain()));
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableWebFlux
    static class Flux implements WebFluxConfigurer {
        @Override
        public void addResourceHandlers(org.springframework.web.reactive.config.ResourceHandlerRegistry registry) {
            registry.addResourceHandler("/files/**").addResourceLocations("classpath:/none/");
        }

        @Bean
        Orders orders() {
            return new Orders();
        }

        @Bean
        org.springframework.web.reactive.function.server.RouterFunction<?> routes() {
            return org.springframework.web.reactive.function.server.RouterFunctions.route()
                    .path("/api", api -> api.GET(
                                    "/items/{id}",
                                    request -> org.springframework.web.reactive.function.server.ServerResponse.ok()
                                            .build())
                            .DELETE(
                                    "/items/{id}",
                                    request -> org.springframework.web.reactive.function.server.ServerResponse.ok()
                                            .build()))
                    .build();
        }

        @Bean
        org.springframework.web.reactive.handler.SimpleUrlHandlerMapping plain() {
            return new org.springframework.web.reactive.handler.SimpleUrlHandlerMapping(
                    Map.of("/plain", (org.springframework.web.server.WebHandler)
                            exchange -> exchange.getResponse().setComplete()));
        }
    }
}
