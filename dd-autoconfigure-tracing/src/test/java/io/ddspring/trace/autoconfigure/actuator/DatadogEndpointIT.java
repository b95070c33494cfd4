/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.InstrumentationReport;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.test.FakeAgent;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.support.GenericApplicationContext;

@ExtendWith(OutputCaptureExtension.class)
class DatadogEndpointIT {
    private static final String EXPOSED = "--management.endpoints.web.exposure.include=health,info,datadog";
    private static final String SHOWN = "--management.endpoint.datadog.show-values=always";

    private final HttpClient client = HttpClient.newHttpClient();
    private ConfigurableApplicationContext application = new GenericApplicationContext();

    @AfterEach
    void stop() {
        application.close();
    }

    @Test
    void the_overview_tells_what_runs_and_how() throws Exception {
        start(EXPOSED, "--dd.service=shop", "--dd.env=prod", "--dd.version=1.2", "--dd.trace.rate-limit=many");

        JsonNode overview = get("/actuator/datadog");

        assertThat(overview.at("/service").asText()).isEqualTo("shop");
        assertThat(overview.at("/env").asText()).isEqualTo("prod");
        assertThat(overview.at("/version").asText()).isEqualTo("1.2");
        assertThat(overview.at("/tracer/enabled").asBoolean()).isTrue();
        assertThat(overview.at("/tracer/spring-boot").asText()).startsWith("3.5.");
        assertThat(overview.at("/config/problems/0").asText()).isEqualTo("dd.trace.rate-limit");
        assertThat(overview.at("/agent/state").asText()).isEqualTo("unknown");
        assertThat(overview.at("/traces/dropped").asInt(-1)).isZero();
    }

    @Test
    void values_are_hidden_unless_they_may_be_shown() throws Exception {
        start(EXPOSED, "--dd.service=shop", "--dd.trace.rate-limit=many", "--dd.trace.rate-limt=7");

        JsonNode config = get("/actuator/datadog/config");

        JsonNode service = config.at("/settings/dd.service");
        assertThat(service.at("/value").asText()).isEqualTo("******");
        assertThat(service.at("/origin").asText()).isEqualTo("application-file");
        assertThat(service.at("/location").asText()).contains("dd.service");
        assertThat(config.at("/settings/dd.trace.partial-flush.min-spans/value").asText())
                .isEqualTo("1000");
        assertThat(config.at("/settings/dd.trace.partial-flush.min-spans/origin")
                        .asText())
                .isEqualTo("default");
        assertThat(config.at("/problems/0/key").asText()).isEqualTo("dd.trace.rate-limit");
        assertThat(config.at("/problems/0/value").asText()).isEqualTo("******");
        assertThat(config.at("/problems/0/allowed").asText()).isEqualTo("a whole number from -1");
        assertThat(config.at("/problems/0/used").asText()).isEqualTo("100");
        assertThat(config.at("/unknown/0").asText()).isEqualTo("dd.trace.rate-limt");
    }

    @Test
    void values_can_be_shown_but_never_secrets() throws Exception {
        start(
                EXPOSED,
                SHOWN,
                "--dd.service=shop",
                "--dd.tags=team:core,db.password:hunter2",
                "--dd.env=http://me:hunter3@x?pw=hunter4");

        String config = getText("/actuator/datadog/config").body();

        assertThat(config)
                .contains("\"shop\"", "team:core,db.password:******", "http://******@x?******")
                .doesNotContain("hunter");
    }

    @Test
    void values_that_depend_on_the_user_are_hidden_from_strangers() throws Exception {
        start(EXPOSED, "--management.endpoint.datadog.show-values=when-authorized", "--dd.service=shop");

        assertThat(get("/actuator/datadog/config")
                        .at("/settings/dd.service/value")
                        .asText())
                .isEqualTo("******");
    }

    @Test
    void the_latest_traces_are_shown() throws Exception {
        start(EXPOSED);
        Tracer tracer = application.getBean(Tracer.class);
        for (int i = 0; i < 60; i++) {
            Span span = tracer.buildSpan("web.request")
                    .withResourceName("GET /" + i)
                    .start();
            span.finish();
        }

        JsonNode traces = get("/actuator/datadog/traces");

        assertThat(traces.at("/recent").findValuesAsText("resource"))
                .hasSize(50)
                .startsWith("GET /59")
                .endsWith("GET /10");
        assertThat(traces.at("/recent/0/trace-id").asText()).matches("[0-9a-f]{32}");
        assertThat(traces.at("/recent/0/spans").asInt()).isEqualTo(1);
        assertThat(traces.at("/counters/spans.finished").asInt()).isEqualTo(60);
    }

    @Test
    void it_is_shown_where_traces_go_and_what_became_of_them() throws Exception {
        try (FakeAgent agent = FakeAgent.start()) {
            start(Bare.class, EXPOSED, "--dd.trace.agent-url=" + agent.url());
            Tracer tracer = application.getBean(Tracer.class);
            tracer.buildSpan("work").start().finish();
            tracer.flush(Duration.ofSeconds(5));

            JsonNode section = get("/actuator/datadog/agent");
            assertThat(section.at("/state").asText()).isEqualTo("reachable");
            assertThat(section.at("/url").asText()).isEqualTo(agent.url().toString());
            assertThat(section.at("/writer").asText()).isEqualTo("AgentTraceWriter");
            assertThat(section.at("/client-stats/state").asText()).isEqualTo("inactive");
            assertThat(section.at("/client-stats/reason").asText()).isEqualTo("the Agent does not list v0.6/stats");
            assertThat(get("/actuator/datadog").at("/traces/sent").asInt()).isEqualTo(1);

            agent.stopListening();
            tracer.buildSpan("work").start().finish();
            tracer.flush(Duration.ofSeconds(5));

            JsonNode overview = get("/actuator/datadog");
            assertThat(overview.at("/agent/state").asText()).isEqualTo("unreachable");
            assertThat(overview.at("/agent/last-error").asText()).isNotEmpty();
            assertThat(overview.at("/traces/dropped").asInt()).isEqualTo(1);
        }
    }

    @Test
    void what_is_instrumented_is_shown() throws Exception {
        start(EXPOSED);
        application.getBean(InstrumentationReport.class).active("jdbc", "HikariDataSource");
        application.getBean(InstrumentationReport.class).inactive("webflux", "not on the class path");

        JsonNode section = get("/actuator/datadog/instrumentation");

        assertThat(section.at("/integrations/jdbc/active").asBoolean()).isTrue();
        assertThat(section.at("/integrations/webflux/detail").asText()).isEqualTo("not on the class path");
        assertThat(get("/actuator/datadog").at("/instrumentation/webflux").asText())
                .isEqualTo("inactive");
    }

    @Test
    void sections_of_others_are_shown_without_secrets_and_failures() throws Exception {
        start(EXPOSED);

        assertThat(get("/actuator/datadog/appsec").at("/rules/api_key").asText())
                .isEqualTo("******");
        assertThat(get("/actuator/datadog/appsec").at("/rules/count").asInt()).isEqualTo(7);
        assertThat(get("/actuator/datadog/broken").at("/error").asText())
                .isEqualTo(IllegalStateException.class.getName());
        assertThat(get("/actuator/datadog").at("/service").isTextual()).isTrue();
    }

    @Test
    void it_is_explained_why_a_trace_was_dropped() throws Exception {
        start(EXPOSED, "--dd.service=shop", "--dd.trace.sampling-rules=[{\"resource\":\"GET /h*\",\"sample_rate\":0}]");
        Tracer tracer = application.getBean(Tracer.class);
        Span span = tracer.buildSpan("web.request")
                .ignoreActiveSpan()
                .withResourceName("GET /health?at=http://me:hunter2@x")
                .start();
        span.finish();
        String hex = span.context().traceIdHex();

        for (String id : List.of(
                hex, hex.substring(16), Long.toUnsignedString(span.context().traceIdLow()))) {
            JsonNode explanation = get("/actuator/datadog/explain?traceId=" + id);
            assertThat(explanation.at("/trace-id").asText()).isEqualTo(hex);
            assertThat(explanation.at("/kept").asBoolean(true)).isFalse();
            assertThat(explanation.at("/priority").asInt()).isEqualTo(-1);
            assertThat(explanation.at("/mechanism").asInt()).isEqualTo(3);
            assertThat(explanation.at("/because").asText()).contains("outside the share");
            assertThat(explanation.at("/rule/text").asText()).contains("GET /h*");
            assertThat(explanation.at("/root/resource").asText()).isEqualTo("GET /health?at=http://******@x");
        }
        assertThat(get("/actuator/datadog/explain").at("/usage").asText()).contains("?traceId=");
        assertThat(get("/actuator/datadog").at("/explain/limit").asInt()).isEqualTo(1000);
    }

    @Test
    void a_trace_that_is_not_remembered_cannot_be_explained() throws Exception {
        start(EXPOSED);

        HttpResponse<String> response = getText("/actuator/datadog/explain?traceId=123");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(new ObjectMapper().readTree(response.body()).at("/error").asText())
                .contains("not among the latest 1000");
    }

    @Test
    void no_trace_can_be_explained_when_none_are_remembered() throws Exception {
        start(EXPOSED, "--dd.trace.explain.limit=0");

        HttpResponse<String> response = getText("/actuator/datadog/explain?traceId=123");

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("dd.trace.explain.limit is 0");
    }

    @Test
    void something_else_than_a_trace_id_is_a_bad_request() throws Exception {
        start(EXPOSED);

        for (String id : List.of("nonsense", "", "-1", "18446744073709551616")) {
            HttpResponse<String> response = getText("/actuator/datadog/explain?traceId=" + id);

            assertThat(response.statusCode()).as(id).isEqualTo(400);
            assertThat(new ObjectMapper().readTree(response.body()).at("/error").asText())
                    .contains("traceId", "32 or 16 hexadecimal digits");
        }
    }

    @Test
    void an_unknown_section_is_not_found() throws Exception {
        start(EXPOSED);

        assertThat(getText("/actuator/datadog/nonsense").statusCode()).isEqualTo(404);
    }

    @Test
    void nothing_can_be_written() throws Exception {
        start(EXPOSED);
        HttpRequest post = HttpRequest.newBuilder(uri("/actuator/datadog/config"))
                .POST(BodyPublishers.noBody())
                .build();

        assertThat(client.send(post, BodyHandlers.ofString()).statusCode()).isEqualTo(405);
    }

    @Test
    void the_endpoint_is_on_the_management_port() throws Exception {
        start(EXPOSED, "--management.server.port=0", "--management.server.address=127.0.0.1");

        assertThat(getText("/actuator/datadog").statusCode()).isEqualTo(404);
        String port = application.getEnvironment().getProperty("local.management.port");
        HttpRequest get = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/actuator/datadog"))
                .build();
        assertThat(client.send(get, BodyHandlers.ofString()).body()).contains("\"tracer\"");
    }

    @Test
    void an_endpoint_that_is_not_exposed_is_mentioned_once(CapturedOutput output) throws Exception {
        start();

        assertThat(getText("/actuator/datadog").statusCode()).isEqualTo(404);
        assertThat(output.getAll().lines().filter(line -> line.contains("'datadog' is not exposed")))
                .singleElement()
                .asString()
                .contains("INFO");
    }

    @Test
    void an_endpoint_that_is_switched_off_is_not_mentioned(CapturedOutput output) {
        start("--management.endpoint.datadog.access=none");

        assertThat(output.getAll()).contains("Started").doesNotContain("not exposed");
    }

    @Test
    void info_tells_the_service() throws Exception {
        start(EXPOSED, "--management.info.datadog.enabled=true", "--dd.service=shop");

        assertThat(get("/actuator/info").at("/datadog/service").asText()).isEqualTo("shop");
    }

    private void start(String... arguments) {
        start(Application.class, arguments);
    }

    private void start(Class<?> type, String... arguments) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add("--server.port=0");
        all.add("--server.address=127.0.0.1");
        all.add("--spring.autoconfigure.exclude=" + DataSourceAutoConfiguration.class.getName());
        application = SpringApplication.run(type, all.toArray(String[]::new));
    }

    private JsonNode get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = getText(path);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return new ObjectMapper().readTree(response.body());
    }

    private HttpResponse<String> getText(String path) throws IOException, InterruptedException {
        return client.send(HttpRequest.newBuilder(uri(path)).build(), BodyHandlers.ofString());
    }

    private URI uri(String path) {
        return URI.create("http://127.0.0.1:" + application.getEnvironment().getProperty("local.server.port") + path);
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @Bean
        InMemoryTraceWriter writer() {
            return new InMemoryTraceWriter();
        }

        @Bean
        InstrumentationReport report() {
            return new InstrumentationReport();
        }

        @Bean
        StatusContributor appsec() {
            return new Section("appsec", Map.of("rules", Map.of("api_key", "abc", "count", 7)));
        }

        @Bean
        StatusContributor broken() {
            return new Section("broken", Map.of()) {
                @Override
                public Map<String, Object> details() {
                    throw new IllegalStateException("broken");
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Bare {}

    private static class Section implements StatusContributor {
        private final String name;
        private final Map<String, Object> facts;

        Section(String name, Map<String, Object> facts) {
            this.name = name;
            this.facts = facts;
        }

        @Override
        public String section() {
            return name;
        }

        @Override
        public Map<String, Object> summary() {
            return details();
        }

        @Override
        public Map<String, Object> details() {
            return facts;
        }
    }
}
