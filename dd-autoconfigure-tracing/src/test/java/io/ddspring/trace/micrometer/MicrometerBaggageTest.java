/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.Configuration;
import io.ddspring.context.Context;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer.SpanInScope;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class MicrometerBaggageTest extends ObservedWork {
    @Test
    void an_item_is_there_while_its_scope_is_open() {
        Span span = tracer.nextSpan().name("work").start();
        try (SpanInScope scope = tracer.withSpan(span)) {
            try (BaggageInScope outer = tracer.createBaggageInScope("tenant", "acme")) {
                try (BaggageInScope inner = tracer.createBaggageInScope("tenant", "globex")) {
                    assertThat(inner.get()).isEqualTo("globex");
                    assertThat(tracer.getBaggage("tenant").get()).isEqualTo("globex");
                }
                assertThat(outer.get()).isEqualTo("acme");
                assertThat(tracer.getAllBaggage()).containsExactly(Map.entry("tenant", "acme"));
                assertThat(tracer.getAllBaggage(span.context())).containsKey("tenant");
            }
            assertThat(tracer.getAllBaggage()).isEmpty();
        }
        span.end();
    }

    @Test
    void without_a_trace_there_is_no_baggage() {
        try (BaggageInScope scope = tracer.createBaggageInScope("tenant", "acme")) {
            assertThat(tracer.getAllBaggage()).isEmpty();
            assertThat(scope.get()).isNull();
        }
    }

    @Test
    void a_key_value_with_the_name_of_a_baggage_field_is_baggage_of_the_observation() {
        Observation.createNotStarted("work", registry)
                .lowCardinalityKeyValue("tenant", "acme")
                .observe(() -> assertThat(tracer.getAllBaggage()).containsEntry("tenant", "acme"));
    }

    @Test
    void remote_fields_are_headers_of_their_own() {
        Propagator propagator = new BaggageHeaders(
                CompositePropagator.from(new Configuration(key -> null), new PropagationCounters()), List.of("tenant"));
        io.ddspring.trace.Span span = ours.startSpan("work").setBaggageItem("tenant", "acme");
        Map<String, String> headers = new HashMap<>();
        propagator.inject(span.context(), headers, Map::put);
        span.finish();
        RemoteSpanContext remote = propagator.extract(headers, Map::get);
        RemoteSpanContext alone = propagator.extract(Map.of("tenant", "acme"), Map::get);

        assertThat(headers).containsEntry("tenant", "acme").containsKey("traceparent");
        assertThat(propagator.fields()).contains("tenant");
        assertThat(remote.traceIdLow()).isEqualTo(onlySpan().traceIdLow());
        assertThat(remote.baggage()).containsEntry("tenant", "acme");
        assertThat(alone.hasTrace()).isFalse();
        assertThat(alone.baggage()).containsEntry("tenant", "acme");
        assertThat(propagator.extract(Map.<String, String>of(), Map::get)).isNull();
    }

    @Test
    void tag_fields_are_tags_of_every_span_that_has_no_such_tag() {
        InMemoryTraceWriter tagged = new InMemoryTraceWriter();
        Tracer tagging = CoreTracer.builder()
                .writer(tagged)
                .service("test")
                .processors(List.of(new BaggageTags(List.of("tenant", "absent"))))
                .build();
        io.ddspring.trace.Span root = tagging.startSpan("root");
        tagging.buildSpan("child")
                .asChildOf(root)
                .withTag("tenant", "own")
                .start()
                .finish();
        root.setBaggageItem("tenant", "acme").finish();

        assertThat(tagged.spans()).extracting(span -> span.tag("tenant")).containsExactlyInAnyOrder("acme", "own");
        assertThat(tagged.spans())
                .allSatisfy(span -> assertThat(span.tag("absent")).isNull());
        tagging.close();
    }

    @Test
    void what_the_application_logs_itself_under_the_name_of_a_correlation_field_stays() {
        MDC.put("tenant", "own");
        try (BaggageLogFields fields = new BaggageLogFields(List.of("tenant"))) {
            io.ddspring.trace.Span span = ours.startSpan("work");
            try (var scope = ours.activate(span)) {
                assertThat(MDC.get("tenant")).isEqualTo("own");
            }
            span.finish();
            assertThat(MDC.get("tenant")).isEqualTo("own");
        } finally {
            MDC.remove("tenant");
        }
    }

    @Test
    void correlation_fields_are_in_the_logging_context_while_their_span_is_active() {
        try (BaggageLogFields fields = new BaggageLogFields(List.of("tenant"))) {
            MicrometerTracer logged = new MicrometerTracer(ours, List.of(), fields::baggageChanged);
            io.ddspring.trace.Span received = ours.startSpan("work").setBaggageItem("tenant", "acme");
            try (var scope = ours.activate(received)) {
                assertThat(MDC.get("tenant")).isEqualTo("acme");
                try (BaggageInScope changed = logged.createBaggageInScope("tenant", "globex")) {
                    assertThat(MDC.get("tenant")).isEqualTo("globex");
                }
                assertThat(MDC.get("tenant")).isEqualTo("acme");
            }
            assertThat(MDC.get("tenant")).isNull();
            received.finish();
        }
        assertThat(Context.current()).isSameAs(Context.root());
    }
}
