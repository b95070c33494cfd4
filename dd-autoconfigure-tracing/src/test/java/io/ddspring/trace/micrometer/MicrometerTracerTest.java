/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.context.Context;
import io.ddspring.trace.SpanData;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer.SpanInScope;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MicrometerTracerTest extends TracedWork {
    @Test
    void ids_are_hexadecimal_with_fixed_width() {
        Span root = tracer.nextSpan().name("root").start();
        Span child = tracer.nextSpan(root).name("child").start();

        assertThat(root.context().traceId()).matches("[0-9a-f]{32}");
        assertThat(root.context().spanId()).matches("[0-9a-f]{16}");
        assertThat(root.context().parentId()).isNull();
        assertThat(child.context().traceId()).isEqualTo(root.context().traceId());
        assertThat(child.context().parentId()).isEqualTo(root.context().spanId());
        child.end();
        root.end();
    }

    @Test
    void nobody_is_told_that_a_trace_is_sampled_before_it_is_decided() {
        Span span = tracer.nextSpan().name("work").start();
        assertThat(span.context().sampled()).isNull();

        propagator.inject(span.context(), new HashMap<>(), Map::put);

        assertThat(span.context().sampled()).isTrue();
        span.end();
    }

    @Test
    void the_next_span_is_a_child_of_the_active_one() {
        Span parent = tracer.nextSpan().name("parent").start();
        try (SpanInScope scope = tracer.withSpan(parent)) {
            tracer.nextSpan().name("child").start().end();
            tracer.nextSpan(null).name("alone").start().end();
        }
        parent.end();

        assertThat(span("child").parentId()).isEqualTo(span("parent").spanId());
        assertThat(span("alone").parentId()).isZero();
        assertThat(span("alone").traceIdLow()).isNotEqualTo(span("parent").traceIdLow());
    }

    @Test
    void a_span_that_is_active_for_us_is_active_for_micrometer_and_the_other_way_round() {
        io.ddspring.trace.Span span = ours.startSpan("ours");
        try (var scope = ours.activate(span)) {
            assertThat(tracer.currentSpan().context().spanId())
                    .isEqualTo(span.context().spanIdHex());
            Span child = tracer.nextSpan().name("child").start();
            try (SpanInScope inner = tracer.withSpan(child)) {
                ours.startSpan("grandchild").finish();
            }
            child.end();
        }
        span.finish();

        assertThat(span("child").parentId()).isEqualTo(span("ours").spanId());
        assertThat(span("grandchild").parentId()).isEqualTo(span("child").spanId());
    }

    @Test
    void no_span_in_scope_hides_the_active_one_until_it_is_closed() {
        Span span = tracer.nextSpan().name("work").start();
        try (SpanInScope scope = tracer.withSpan(span)) {
            try (SpanInScope cleared = tracer.withSpan(null)) {
                assertThat(tracer.currentSpan()).isNull();
                assertThat(tracer.currentTraceContext().context()).isNull();
            }
            assertThat(tracer.currentSpan()).isEqualTo(span);
        }
        span.end();
    }

    @Test
    void a_scope_of_what_is_active_already_changes_nothing() {
        Span span = tracer.nextSpan().name("work").start();
        CurrentTraceContext contexts = tracer.currentTraceContext();
        try (SpanInScope scope = tracer.withSpan(span)) {
            Context before = Context.current();
            try (CurrentTraceContext.Scope again = contexts.maybeScope(span.context())) {
                assertThat(again).isSameAs(CurrentTraceContext.Scope.NOOP);
                assertThat(Context.current()).isSameAs(before);
            }
            try (CurrentTraceContext.Scope cleared = contexts.maybeScope(null)) {
                assertThat(tracer.currentSpan()).isNull();
            }
            assertThat(Context.current()).isSameAs(before);
        }
        assertThat(contexts.maybeScope(null)).isSameAs(CurrentTraceContext.Scope.NOOP);
        span.end();
    }

    @Test
    void a_span_of_another_process_can_be_the_parent_and_be_active() {
        TraceContext remote = tracer.traceContextBuilder()
                .traceId("0000000000000007000000000000002a")
                .spanId("000000000000000b")
                .parentId("000000000000000a")
                .sampled(true)
                .build();
        try (CurrentTraceContext.Scope scope = tracer.currentTraceContext().newScope(remote)) {
            assertThat(tracer.currentTraceContext().context()).isEqualTo(remote);
            assertThat(tracer.currentTraceContext().maybeScope(remote)).isSameAs(CurrentTraceContext.Scope.NOOP);
            tracer.nextSpan().name("child").start().end();
        }
        tracer.spanBuilder().setParent(remote).name("other").start().end();

        assertThat(remote.parentId()).isEqualTo("000000000000000a");
        assertThat(writer.spans()).hasSize(2).allSatisfy(span -> {
            assertThat(span.traceIdHigh()).isEqualTo(7);
            assertThat(span.traceIdLow()).isEqualTo(42);
            assertThat(span.parentId()).isEqualTo(11);
        });
    }

    @Test
    void spans_and_contexts_of_others_that_do_nothing_are_no_parents() {
        tracer.nextSpan(Span.NOOP).name("one").start().end();
        tracer.spanBuilder().setParent(TraceContext.NOOP).name("two").start().end();
        try (SpanInScope scope = tracer.withSpan(Span.NOOP)) {
            assertThat(tracer.currentSpan()).isNull();
        }

        assertThat(writer.spans()).extracting(SpanData::parentId).containsExactly(0L, 0L);
    }

    @Test
    void below_what_is_not_traced_nothing_is() {
        Map<String, String> headers = new HashMap<>();
        try (var scope = ours.activate(io.ddspring.trace.Span.noop())) {
            Span span = tracer.nextSpan().name("work").start();
            assertThat(span.isNoop()).isTrue();
            assertThat(span.context().sampled()).isFalse();
            propagator.inject(span.context(), headers, Map::put);
            tracer.spanBuilder().name("more").start().end();
            tracer.spanBuilder().setParent(span.context()).name("most").start().end();
            span.end();
        }

        assertThat(writer.spans()).isEmpty();
        assertThat(headers).isEmpty();
    }

    @Test
    void a_scoped_span_is_active_until_it_ends() {
        ScopedSpan span = tracer.startScopedSpan("work");
        tracer.currentSpanCustomizer().tag("a", "b").event("seen");
        tracer.nextSpan().name("child").start().end();
        span.error(new IllegalStateException("late")).end();

        assertThat(tracer.currentSpan()).isNull();
        assertThat(span("child").parentId()).isEqualTo(span("work").spanId());
        assertThat(span("work").tag("a")).isEqualTo("b");
        assertThat(span("work").isError()).isTrue();
    }

    @Test
    void tasks_run_with_the_context_of_whoever_wraps_or_submits_them() throws Exception {
        ExecutorService pool = Executors.newSingleThreadExecutor();
        CurrentTraceContext contexts = tracer.currentTraceContext();
        Span span = tracer.nextSpan().name("work").start();
        try {
            ExecutorService wrapped = contexts.wrap(pool);
            try (SpanInScope scope = tracer.withSpan(span)) {
                assertThat(wrapped.submit(tracer::currentSpan).get()).isEqualTo(span);
                assertThat(pool.submit(contexts.wrap(tracer::currentSpan)).get())
                        .isEqualTo(span);
                assertThat(pool.submit(tracer::currentSpan).get()).isNull();
            }
            wrapped.shutdown();
            assertThat(wrapped.awaitTermination(10, TimeUnit.SECONDS)).isTrue();
        } finally {
            pool.shutdownNow();
            span.end();
        }
    }

    @Test
    void injecting_writes_only_fields_that_are_announced() {
        Span span = tracer.nextSpan().name("work").start();
        Map<String, String> headers = new HashMap<>();
        propagator.inject(span.context(), headers, Map::put);
        span.end();

        assertThat(headers).containsKeys("x-datadog-trace-id", "x-datadog-sampling-priority", "traceparent");
        assertThat(propagator.fields()).containsAll(headers.keySet());
    }

    @Test
    void extracting_goes_on_with_the_trace_of_the_message_whatever_the_letters_of_its_headers() {
        Map<String, String> headers = Map.of(
                "X-DATADOG-TRACE-ID", "42",
                "X-DATADOG-PARENT-ID", "11",
                "X-DATADOG-SAMPLING-PRIORITY", "2",
                "X-DATADOG-ORIGIN", "rum",
                "X-DATADOG-TAGS", "_dd.p.dm=-4,_dd.p.tid=0000000000000007");
        Span span = propagator
                .extract(headers, (carrier, name) -> carrier.get(name.toUpperCase(Locale.ROOT)))
                .kind(Span.Kind.CONSUMER)
                .name("receive")
                .start();
        assertThat(span.context().sampled()).isTrue();
        Map<String, String> onward = new HashMap<>();
        propagator.inject(span.context(), onward, Map::put);
        span.end();

        assertThat(onlySpan().traceIdLow()).isEqualTo(42);
        assertThat(onlySpan().traceIdHigh()).isEqualTo(7);
        assertThat(onlySpan().parentId()).isEqualTo(11);
        assertThat(onward).containsEntry("x-datadog-sampling-priority", "2").containsEntry("x-datadog-origin", "rum");
        assertThat(onward.get("x-datadog-tags")).contains("_dd.p.dm=-4");
    }

    @Test
    void a_message_that_says_nothing_begins_a_trace() {
        Span active = tracer.nextSpan().name("active").start();
        try (SpanInScope scope = tracer.withSpan(active)) {
            propagator
                    .extract(Map.<String, String>of(), Map::get)
                    .name("receive")
                    .start()
                    .end();
        }
        active.end();

        assertThat(span("receive").parentId()).isZero();
    }
}
