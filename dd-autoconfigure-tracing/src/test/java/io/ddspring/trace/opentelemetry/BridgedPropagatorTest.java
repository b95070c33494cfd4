/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class BridgedPropagatorTest {
    private static final TextMapGetter<Map<String, String>> GETTER = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Map<String, String> carrier) {
            return carrier.keySet();
        }

        @Override
        public String get(Map<String, String> carrier, String key) {
            return carrier.get(key);
        }
    };

    private final BridgedTracing tracing = new BridgedTracing();
    private final TextMapPropagator propagator =
            tracing.openTelemetry().getPropagators().getTextMapPropagator();

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void the_headers_are_those_of_the_tracer() {
        Span span = tracing.start("work");
        Map<String, String> ours = new HashMap<>();
        tracing.propagator.inject(((BridgedSpan) span).datadog().context(), ours, Map::put);

        assertThat(injected(Context.root().with(span)))
                .isEqualTo(ours)
                .containsKeys("x-datadog-trace-id", "traceparent");
        assertThat(propagator.fields()).containsAll(ours.keySet());
    }

    @Test
    void a_context_without_span_has_no_headers() {
        assertThat(injected(Context.root())).isEmpty();
        assertThat(injected(Context.root().with(Span.getInvalid()))).isEmpty();
    }

    @Test
    void headers_become_a_remote_parent() {
        Map<String, String> headers = Map.of(
                "x-datadog-trace-id", "123456789",
                "x-datadog-parent-id", "987654321",
                "x-datadog-sampling-priority", "2",
                "x-datadog-origin", "synthetics");

        Context extracted = propagator.extract(Context.root(), headers, GETTER);

        Span parent = Span.fromContext(extracted);
        assertThat(parent.getSpanContext().isRemote()).isTrue();
        assertThat(parent.getSpanContext().getTraceId()).isEqualTo("000000000000000000000000075bcd15");
        assertThat(parent.isRecording()).isFalse();
        tracing.builder("child").setParent(extracted).startSpan().end();
        assertThat(tracing.sent().parentId()).isEqualTo(987654321);
        assertThat(tracing.sent().tag("_dd.origin")).isEqualTo("synthetics");
        assertThat(injected(extracted)).containsEntry("x-datadog-parent-id", "987654321");
    }

    @Test
    void headers_that_say_nothing_leave_the_context() {
        Context context = Context.root().with(tracing.start("work"));

        assertThat(propagator.extract(context, Map.of(), GETTER)).isSameAs(context);
        assertThat(propagator.extract(context, Map.of("a", "b"), null)).isSameAs(context);
        assertThat(propagator.extract(null, Map.of(), GETTER)).isSameAs(Context.root());
    }

    @Test
    void missing_arguments_change_nothing() {
        propagator.inject(null, new HashMap<String, String>(), Map::put);
        propagator.inject(Context.root().with(tracing.start("work")), new HashMap<String, String>(), null);

        Map<String, String> byHand = new HashMap<>();
        propagator.inject(
                Context.root().with(tracing.start("work")), null, (carrier, name, value) -> byHand.put(name, value));
        assertThat(byHand).containsKey("traceparent");
    }

    @Test
    void baggage_that_becomes_current_joins_the_trace() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("work");
        try (io.ddspring.trace.Scope outer = tracing.tracer.activate(ours);
                Scope inner = Baggage.builder().put("user", "ada").build().makeCurrent()) {
            assertThat(Baggage.current().getEntryValue("user")).isEqualTo("ada");
            assertThat(ours.context().baggage()).containsEntry("user", "ada");
        }
    }

    @Test
    void baggage_of_the_trace_is_current() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("work").setBaggageItem("user", "ada");
        try (io.ddspring.trace.Scope scope = tracing.tracer.activate(ours)) {
            assertThat(Baggage.current().getEntryValue("user")).isEqualTo("ada");
        }
        assertThat(Baggage.current().isEmpty()).isTrue();
    }

    @Test
    void baggage_of_an_injected_context_joins_the_trace() {
        Span span = tracing.start("work");
        injected(Context.root()
                .with(span)
                .with(Baggage.builder().put("user", "ada").build()));

        assertThat(((BridgedSpan) span).datadog().context().baggage()).containsEntry("user", "ada");
    }

    private Map<String, String> injected(Context context) {
        Map<String, String> headers = new HashMap<>();
        propagator.inject(context, headers, Map::put);
        return headers;
    }
}
