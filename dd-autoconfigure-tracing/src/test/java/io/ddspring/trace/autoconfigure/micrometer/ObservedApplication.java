/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.Traced;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.annotation.Observed;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.annotation.NewSpan;
import io.micrometer.tracing.annotation.SpanTag;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

/** An application whose services are observed and which calls another one by all kinds of clients. */
@Configuration(proxyBeanMethods = false)
@EnableAutoConfiguration
@Import({ObservedApplication.Orders.class, ObservedApplication.OrderService.class})
class ObservedApplication {
    @Bean
    RestTemplate template(ObservationRegistry registry) {
        RestTemplate template = new RestTemplate();
        template.setObservationRegistry(registry);
        return template;
    }

    @RestController
    static class Orders {
        private final OrderService service;
        private final Tracer tracer;

        Orders(OrderService service, Tracer tracer) {
            this.service = service;
            this.tracer = tracer;
        }

        @GetMapping("/orders/{id}")
        String order(@PathVariable String id, @RequestParam String client) {
            return service.find(id, client);
        }

        @GetMapping("/prices/{id}")
        String price(@PathVariable String id) {
            service.price();
            return id;
        }

        @GetMapping("/reprices/{id}")
        String reprice(@PathVariable String id) {
            service.reprice(id);
            return id;
        }

        @GetMapping("/ids")
        String ids() {
            return tracer.currentSpan().context().traceId()
                    + ' '
                    + tracer.currentSpan().context().spanId()
                    + ' '
                    + org.slf4j.MDC.get("traceId")
                    + ' '
                    + org.slf4j.MDC.get("spanId");
        }

        @GetMapping("/failing")
        String failing() {
            throw new IllegalStateException("as expected");
        }
    }

    static class OrderService {
        private final RestClient.Builder builder;
        private final RestTemplate template;
        private final ObservationRegistry registry;
        private final String peer;

        OrderService(
                RestClient.Builder builder,
                RestTemplate template,
                ObservationRegistry registry,
                @Value("${peer}") String peer) {
            this.builder = builder;
            this.template = template;
            this.registry = registry;
            this.peer = peer;
        }

        @Observed(name = "order.find")
        public String find(String id, String client) {
            return switch (client) {
                case "intercepted-and-observed" -> get(builder.clone(), id);
                case "intercepted" -> get(builder.clone().observationRegistry(ObservationRegistry.NOOP), id);
                case "observed" -> get(RestClient.builder().observationRegistry(registry), id);
                case "unreachable" -> unreachable(builder.clone());
                case "unreachable-unobserved" ->
                    unreachable(builder.clone().observationRegistry(ObservationRegistry.NOOP));
                case "template" -> template.getForObject(peer + "/users/{id}", String.class, id);
                case "header-setting" ->
                    get(
                            builder.clone()
                                    .requestInterceptors(
                                            interceptors -> interceptors.add(0, (request, body, execution) -> {
                                                request.getHeaders().add("x-datadog-trace-id", "1");
                                                return execution.execute(request, body);
                                            })),
                            id);
                default -> get(RestClient.builder(), id);
            };
        }

        @NewSpan("price")
        public void price() {}

        @Traced("order.reprice")
        @NewSpan("reprice")
        public void reprice(@SpanTag("order") String id) {}

        private static String unreachable(RestClient.Builder client) {
            try {
                return client.build()
                        .get()
                        .uri("http://127.0.0.1:1/users/7")
                        .retrieve()
                        .body(String.class);
            } catch (ResourceAccessException expected) {
                return "unreachable";
            }
        }

        private String get(RestClient.Builder client, String id) {
            return client.build().get().uri(peer + "/users/{id}", id).retrieve().body(String.class);
        }
    }
}
