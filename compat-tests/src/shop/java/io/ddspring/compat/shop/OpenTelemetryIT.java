/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.compat.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.ReceivedTrace;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;
import org.springframework.core.env.Environment;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Spans that the application makes with the OpenTelemetry API, in the version that this line of Spring Boot manages. */
class OpenTelemetryIT {
    @Test
    void spans_of_the_application_are_part_of_its_traces() {
        try (FakeAgent agent = FakeAgent.start();
                Shop shop = Shop.startWith(Manual.class, agent.url(), "--dd.trace.otel.enabled=true")) {
            assertThat(shop.get("/manual").statusCode()).isEqualTo(200);

            ReceivedTrace trace = agent.awaitTraceWithResource("GET /manual");
            ReceivedSpan handler = named(trace, "Manual.manual");
            ReceivedSpan manual = named(trace, "check stock");
            assertThat(manual.parentId()).isEqualTo(handler.spanId());
            assertThat(manual.name()).isEqualTo("kafka.receive");
            assertThat(manual.tag("list.1")).isEqualTo("b");
            assertThat(handler.tag("seen")).isEqualTo("true");
            assertThat(call(trace).parentId()).isEqualTo(manual.spanId());
            assertThat(named(trace, "elsewhere").parentId()).isEqualTo(manual.spanId());
            assertThat(agent.problems()).isEmpty();
        }
    }

    private static ReceivedSpan call(ReceivedTrace trace) {
        return trace.spans().stream()
                .filter(span -> span.name().equals("http.request"))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no call in " + trace));
    }

    private static ReceivedSpan named(ReceivedTrace trace, String resource) {
        return trace.spans().stream()
                .filter(span -> span.resource().equals(resource))
                .findFirst()
                .orElseThrow(() -> new AssertionError(resource + " is not in " + trace));
    }

    @RestController
    static class Manual {
        private final Tracer tracer;
        private final RestClient client;
        private final Environment environment;

        Manual(OpenTelemetry openTelemetry, RestClient.Builder client, Environment environment) {
            this.tracer = openTelemetry.getTracer("shop");
            this.client = client.build();
            this.environment = environment;
        }

        @GetMapping("/manual")
        String manual() {
            Span.current().setAttribute("seen", true);
            Span span = tracer.spanBuilder("check stock")
                    .setSpanKind(SpanKind.CONSUMER)
                    .setAttribute("messaging.system", "kafka")
                    .setAttribute("messaging.operation", "receive")
                    .setAttribute(AttributeKey.stringArrayKey("list"), List.of("a", "b"))
                    .startSpan();
            try (Scope scope = span.makeCurrent()) {
                span.recordException(new IllegalStateException("none left"), Attributes.empty());
                Executor other = task -> CompletableFuture.runAsync(task).join();
                Context.taskWrapping(other)
                        .execute(() -> tracer.spanBuilder("elsewhere").startSpan().end());
                return String.valueOf(client.get()
                        .uri("http://127.0.0.1:" + environment.getProperty("local.server.port") + "/ping")
                        .retrieve()
                        .body(String.class));
            } finally {
                span.end();
            }
        }
    }
}
