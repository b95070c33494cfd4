/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.core.env.Environment;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** An application that instruments itself with the OpenTelemetry API. */
class OpenTelemetryRequestsIT {
    private static ConfigurableApplicationContext context;

    private final InMemoryTraceWriter spans = context.getBean(InMemoryTraceWriter.class);

    @BeforeAll
    static void start() {
        GlobalOpenTelemetry.resetForTest();
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--dd.service=shop",
                "--dd.trace.otel.enabled=true",
                "--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void forget() {
        spans.clear();
    }

    @Test
    void a_span_of_the_application_is_between_its_handler_and_its_calls() throws Exception {
        String traceId = get("/order");

        List<SpanData> trace = spans.awaitSpans(6);
        SpanData manual = named(trace, "price order");
        assertThat(manual.operationName()).isEqualTo("internal");
        assertThat(manual.parentId()).isEqualTo(named(trace, "Api.order").spanId());
        assertThat(named(trace, "Api.order").parentId())
                .isEqualTo(named(trace, "GET /order").spanId());
        assertThat(named(trace, "GET /stock").traceIdLow()).isEqualTo(manual.traceIdLow());
        SpanData call = trace.stream()
                .filter(span -> span.operationName().equals("http.request"))
                .findFirst()
                .orElseThrow();
        assertThat(call.parentId()).isEqualTo(manual.spanId());
        assertThat(named(trace, "Api.order").tag("from.current")).isEqualTo("yes");
        assertThat(traceId).isEqualTo(io.ddspring.trace.TraceIds.toHex(manual.traceIdHigh(), manual.traceIdLow()));
    }

    @Test
    void the_current_span_goes_along_with_async_calls() throws Exception {
        String seen = get("/async");

        List<SpanData> trace = spans.awaitSpans(4);
        SpanData work = named(trace, "Work.run");
        assertThat(seen).isEqualTo(io.ddspring.trace.TraceIds.toHex(work.spanId()));
        assertThat(work.parentId()).isEqualTo(named(trace, "manual").spanId());
    }

    @Test
    void log_lines_inside_a_span_of_the_application_have_its_id() throws Exception {
        String logged = get("/log");

        assertThat(logged)
                .isEqualTo(Long.toUnsignedString(
                        named(spans.awaitSpans(3), "logged").spanId()));
    }

    private static String get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static SpanData named(List<SpanData> trace, String resourceName) {
        return trace.stream()
                .filter(span -> span.resourceName().equals(resourceName))
                .filter(span -> !span.operationName().equals("http.request"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(resourceName));
    }

    @EnableAsync
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({Api.class, Work.class})
    static class Application {
        @Bean
        InMemoryTraceWriter spans() {
            return new InMemoryTraceWriter();
        }
    }

    @RestController
    static class Api {
        private final io.opentelemetry.api.trace.Tracer tracer;
        private final RestClient client;
        private final Work work;
        private final Environment environment;

        Api(OpenTelemetry openTelemetry, RestClient.Builder client, Work work, Environment environment) {
            this.tracer = openTelemetry.getTracer("shop");
            this.client = client.build();
            this.work = work;
            this.environment = environment;
        }

        @GetMapping("/order")
        String order() {
            Span.current().setAttribute("from.current", "yes");
            Span span = tracer.spanBuilder("price order").startSpan();
            try (Scope scope = span.makeCurrent()) {
                client.get()
                        .uri("http://127.0.0.1:" + environment.getProperty("local.server.port") + "/stock")
                        .retrieve()
                        .body(String.class);
                return span.getSpanContext().getTraceId();
            } finally {
                span.end();
            }
        }

        @GetMapping("/stock")
        String stock(@RequestHeader("traceparent") String traceparent) {
            return traceparent;
        }

        @GetMapping("/async")
        String async() {
            Span span = tracer.spanBuilder("manual").startSpan();
            try (Scope scope = span.makeCurrent()) {
                return work.run().join();
            } finally {
                span.end();
            }
        }

        @GetMapping("/log")
        String log() {
            Span span = tracer.spanBuilder("logged").startSpan();
            try (Scope scope = span.makeCurrent()) {
                return MDC.get("dd.span_id");
            } finally {
                span.end();
            }
        }
    }

    static class Work {
        @Async
        public CompletableFuture<String> run() {
            return CompletableFuture.completedFuture(
                    Span.current().getSpanContext().getSpanId());
        }
    }
}
