/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryContentsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ClientUnderTest report = new ClientUnderTest();

    @AfterEach
    void close() {
        report.close();
    }

    @Test
    void the_start_tells_products_settings_and_how_it_was_installed() {
        report.close();
        report = new ClientUnderTest(
                "DD_INSTRUMENTATION_INSTALL_ID", "68e75c48", "DD_INSTRUMENTATION_INSTALL_TYPE", "k8s");
        SwitchedProduct appsec = new SwitchedProduct("appsec");
        appsec.start();
        report.products.add(appsec);

        report.run(Duration.ZERO);

        JsonNode start = report.payloads("app-started").get(0);
        assertThat(start.path("products"))
                .hasToString(
                        "{\"appsec\":{\"enabled\":true},\"profiler\":{\"enabled\":false},\"dynamic_instrumentation\":{\"enabled\":false}}");
        assertThat(start.path("install_signature"))
                .hasToString("{\"install_id\":\"68e75c48\",\"install_type\":\"k8s\"}");
        assertThat(start.path("configuration").findValuesAsText("name")).contains("DD_TELEMETRY_HEARTBEAT_INTERVAL");
        assertThat(report.types().get(1)).contains("[app-product-change]");
        assertThat(report.payloads("app-product-change").get(0))
                .hasToString("{\"products\":{\"appsec\":{\"enabled\":true}}}");
    }

    @Test
    void without_an_installer_there_is_no_signature() {
        report.run(Duration.ZERO);

        assertThat(report.payloads("app-started").get(0).has("install_signature"))
                .isFalse();
    }

    @Test
    void a_product_that_is_switched_is_told_once() {
        SwitchedProduct profiler = new SwitchedProduct("profiling");
        report.products.add(profiler);
        report.run(Duration.ZERO);
        report.agent().clear();
        profiler.start();

        report.run(Duration.ofMinutes(3));

        assertThat(report.payloads("app-product-change"))
                .singleElement()
                .hasToString("{\"products\":{\"profiler\":{\"enabled\":true}}}");
    }

    @Test
    void a_product_that_fails_counts_as_not_running_and_keeps_nothing_from_being_told() {
        report.products.add(new SwitchedProduct("profiling") {
            @Override
            public boolean isRunning() {
                throw new IllegalStateException("not even that");
            }
        });
        report.products.add(new SwitchedProduct("nameless") {
            @Override
            public String name() {
                throw new IllegalStateException("no name");
            }
        });
        SwitchedProduct appsec = new SwitchedProduct("appsec");
        appsec.start();
        report.products.add(appsec);

        report.run(MINUTE);

        assertThat(report.types()).startsWith("app-started").hasSize(3);
        assertThat(report.payloads("app-started").get(0).path("products"))
                .hasToString(
                        "{\"appsec\":{\"enabled\":true},\"profiler\":{\"enabled\":false},\"dynamic_instrumentation\":{\"enabled\":false}}");
        assertThat(Faults.shared().count("telemetry.product")).isPositive();
    }

    @Test
    void a_product_that_stops_with_the_application_was_not_switched_off() {
        SwitchedProduct appsec = new SwitchedProduct("appsec");
        appsec.start();
        report.products.add(appsec);
        report.run(Duration.ZERO);
        report.agent().clear();
        report.client.applicationEnding();
        appsec.stop();

        report.run(Duration.ofMinutes(2));
        report.client.start();
        report.client.close();

        assertThat(report.types()).last().isEqualTo("app-closing");
        assertThat(report.payloads("app-product-change")).isEmpty();
    }

    @Test
    void endpoints_of_several_megabytes_are_told_in_messages_of_limited_size() {
        String padding = "x".repeat(20_000);
        for (int i = 0; i < 290; i++) {
            report.endpoints.add(new ReportedEndpoint("GET", "/" + i + padding, List.of(), List.of(), "h"));
        }
        report.client.applicationReady();

        report.run(Duration.ofMinutes(5));

        List<JsonNode> messages = report.payloads("app-endpoints");
        assertThat(messages.stream()
                        .mapToInt(message -> message.path("endpoints").size())
                        .sum())
                .isEqualTo(290);
        assertThat(messages.stream().filter(message -> message.path("is_first").asBoolean()))
                .hasSize(1);
        assertThat(messages)
                .allSatisfy(message -> assertThat(message.toString().length()).isLessThan(1_000_000));
        assertThat(report.requests())
                .allSatisfy(request -> assertThat(request.body().length).isLessThan(5_000_000));
    }

    @Test
    void libraries_are_looked_at_with_low_priority() {
        report.close();
        report = ClientUnderTest.withBill("{\"components\":[]}");
        int before = Thread.currentThread().getPriority();

        report.run(MINUTE);

        assertThat(report.prioritiesOfReading).containsExactly(Thread.MIN_PRIORITY);
        assertThat(Thread.currentThread().getPriority()).isEqualTo(before);
    }

    @Test
    void integrations_are_told_without_what_of_the_application_they_are_about_and_when_they_change() {
        report.instrumentation.active("spring-web", "interceptor");
        report.instrumentation.active("executor ordersExecutor", "context");
        report.instrumentation.inactive("executor other", "final");
        report.instrumentation.inactive("@Traced com.acme.Orders.find", "private");
        report.run(Duration.ZERO);
        report.instrumentation.inactive("spring-web", "switched off");

        report.run(Duration.ofMinutes(3));

        assertThat(report.payloads("app-integrations-change").stream().map(JsonNode::toString))
                .containsExactly(
                        "{\"integrations\":[{\"name\":\"executor\",\"enabled\":true},"
                                + "{\"name\":\"spring-web\",\"enabled\":true,\"version\":\"6.2.19\"}]}",
                        "{\"integrations\":[{\"name\":\"spring-web\",\"enabled\":false,\"version\":\"6.2.19\"}]}");
    }

    @Test
    void process_tags_are_those_of_the_moment() {
        report.run(Duration.ZERO);
        report.processTags("entrypoint.name:orders,server.type:tomcat");
        report.run(MINUTE);

        assertThat(report.requests().stream()
                        .map(request -> ReportUnderTest.json(request)
                                .path("application")
                                .path("process_tags")
                                .asText())
                        .distinct())
                .containsExactly("entrypoint.name:orders", "entrypoint.name:orders,server.type:tomcat");
    }

    @Test
    void hundreds_of_endpoints_are_told_once_in_messages_of_three_hundred() {
        for (int i = 0; i < 650; i++) {
            report.endpoints.add(new ReportedEndpoint(
                    i % 2 == 0 ? "GET" : ReportedEndpoint.ANY_METHOD,
                    "/orders/" + i + "/{id}",
                    i == 0 ? List.of("application/json") : List.of(),
                    List.of(),
                    "com.acme.Orders#find(Long)"));
        }
        report.run(Duration.ofMinutes(2));
        assertThat(report.payloads("app-endpoints"))
                .as("before the application is ready")
                .isEmpty();
        report.client.applicationReady();

        report.run(Duration.ofMinutes(5));

        List<JsonNode> messages = report.payloads("app-endpoints");
        assertThat(messages)
                .extracting(message -> message.path("endpoints").size())
                .containsExactly(300, 300, 50);
        assertThat(messages)
                .extracting(message -> message.path("is_first").asBoolean())
                .containsExactly(true, false, false);
        assertThat(messages.get(0).path("endpoints").get(0))
                .hasToString(
                        "{\"type\":\"REST\",\"method\":\"GET\",\"path\":\"/orders/0/{id}\",\"operation_name\":\"http.request\","
                                + "\"resource_name\":\"GET /orders/0/{id}\",\"request_body_type\":[\"application/json\"],"
                                + "\"metadata\":{\"handler\":\"com.acme.Orders#find(Long)\"}}");
        assertThat(messages.get(0)
                        .path("endpoints")
                        .get(1)
                        .path("resource_name")
                        .asText())
                .isEqualTo("* /orders/1/{id}");
    }

    @Test
    void what_is_switched_off_is_not_reported() {
        report.close();
        report = new ClientUnderTest(
                "DD_TELEMETRY_METRICS_ENABLED", "false",
                "DD_TELEMETRY_LOG_COLLECTION_ENABLED", "false",
                "DD_TELEMETRY_DEPENDENCY_COLLECTION_ENABLED", "false",
                "DD_API_SECURITY_ENDPOINT_COLLECTION_ENABLED", "false");
        report.client.applicationReady();
        report.endpoints.add(new ReportedEndpoint("GET", "/", List.of(), List.of(), "com.acme.Home#home()"));
        report.health.spans.finished("tomcat-server");
        report.health.traceRequests.answered(200, 10, 10);
        report.client.logs().add(TelemetryLogs.Level.ERROR, "failed", "", null);

        report.run(Duration.ofMinutes(3));

        assertThat(report.types())
                .containsExactly("app-started", "app-heartbeat", "app-heartbeat", "app-heartbeat", "app-heartbeat");
    }

    private static class SwitchedProduct implements Product {
        private final String name;
        private boolean running;

        SwitchedProduct(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public Map<String, Object> status() {
            return Map.of();
        }
    }
}
