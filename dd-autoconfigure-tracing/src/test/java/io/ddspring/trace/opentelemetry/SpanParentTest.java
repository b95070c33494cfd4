/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Scope;
import io.ddspring.trace.SpanData;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.context.Context;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanParentTest {
    private static final SpanContext REMOTE = SpanContext.createFromRemoteParent(
            "640cfd8d00000000abcdefab12345678",
            "000000003ade68b1",
            TraceFlags.getSampled(),
            TraceState.builder()
                    .put("other", "o1")
                    .put("dd", "s:2;o:rum;t.dm:-4")
                    .build());

    private final BridgedTracing tracing = new BridgedTracing();

    @AfterEach
    void close() {
        tracing.close();
    }

    @Test
    void the_parent_is_the_active_span_of_either_world() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("servlet.request");
        Span theirs;
        Span inner;
        try (Scope scope = tracing.tracer.activate(ours)) {
            theirs = tracing.start("theirs");
            try (io.opentelemetry.context.Scope second = theirs.makeCurrent()) {
                inner = tracing.start("inner");
                tracing.tracer.startSpan("ours").finish();
            }
        }
        inner.end();
        theirs.end();
        ours.finish();

        SpanData root = tracing.sent("servlet.request");
        SpanData middle = tracing.sent("theirs");
        assertThat(middle.parentId()).isEqualTo(root.spanId());
        assertThat(tracing.sent("inner").parentId()).isEqualTo(middle.spanId());
        assertThat(tracing.sent("ours").parentId()).isEqualTo(middle.spanId());
        assertThat(tracing.writer.traces()).hasSize(1);
    }

    @Test
    void a_span_without_parent_is_a_new_trace() {
        io.ddspring.trace.Span ours = tracing.tracer.startSpan("servlet.request");
        try (Scope scope = tracing.tracer.activate(ours)) {
            tracing.builder("alone").setNoParent().startSpan().end();
            tracing.builder("root").setParent(Context.root()).startSpan().end();
        }

        assertThat(tracing.sent("alone").parentId()).isZero();
        assertThat(tracing.sent("alone").traceIdLow())
                .isNotEqualTo(ours.context().traceIdLow());
        assertThat(tracing.sent("root").parentId()).isZero();
    }

    @Test
    void the_last_choice_of_a_parent_counts() {
        Span parent = tracing.start("parent");
        tracing.builder("child")
                .setNoParent()
                .setParent(Context.root().with(parent))
                .startSpan()
                .end();
        parent.end();

        assertThat(tracing.sent("child").parentId())
                .isEqualTo(tracing.sent("parent").spanId());
    }

    @Test
    void a_parent_of_another_process_is_continued() {
        tracing.builder("child")
                .setParent(Context.root().with(Span.wrap(REMOTE)))
                .startSpan()
                .end();

        SpanData sent = tracing.sent();
        assertThat(sent.traceIdHigh()).isEqualTo(0x640cfd8d00000000L);
        assertThat(sent.traceIdLow()).isEqualTo(0xabcdefab12345678L);
        assertThat(sent.parentId()).isEqualTo(0x3ade68b1L);
        assertThat(sent.metric("_sampling_priority_v1", -1)).isEqualTo(2);
        assertThat(sent.tag("_dd.origin")).isEqualTo("rum");
        assertThat(sent.tag("_dd.p.dm")).isEqualTo("-4");
    }

    @Test
    void a_parent_of_another_process_may_be_current() {
        io.ddspring.trace.Span ours;
        try (io.opentelemetry.context.Scope scope = Span.wrap(REMOTE).makeCurrent()) {
            ours = tracing.tracer.startSpan("kafka.consume");
        }
        ours.finish();

        assertThat(tracing.sent().parentId()).isEqualTo(0x3ade68b1L);
        assertThat(tracing.sent().traceIdLow()).isEqualTo(0xabcdefab12345678L);
    }

    @Test
    void a_wrapped_context_of_a_local_span_is_that_span() {
        Span parent = tracing.start("parent");
        Span wrapped = Span.wrap(parent.getSpanContext());
        tracing.builder("child")
                .setParent(Context.root().with(wrapped))
                .startSpan()
                .end();
        parent.end();

        assertThat(tracing.sent("child").parentId())
                .isEqualTo(tracing.sent("parent").spanId());
        assertThat(tracing.writer.traces()).hasSize(1);
    }

    @Test
    void children_of_a_span_that_records_nothing_record_nothing() {
        try (Scope scope = tracing.tracer.activate(io.ddspring.trace.Span.noop())) {
            Span span = tracing.start("child");
            assertThat(span.isRecording()).isFalse();
            assertThat(span.getSpanContext().isValid()).isFalse();
            try (io.opentelemetry.context.Scope second = span.makeCurrent()) {
                tracing.tracer.startSpan("grandchild").finish();
            }
            span.end();
        }

        assertThat(tracing.writer.spans()).isEmpty();
    }

    @Test
    void the_identity_of_a_span_is_the_one_that_is_sent() {
        Span span = tracing.start("work");
        SpanContext context = span.getSpanContext();
        span.end();

        SpanData sent = tracing.sent();
        assertThat(context.getTraceId())
                .isEqualTo(io.ddspring.trace.TraceIds.toHex(sent.traceIdHigh(), sent.traceIdLow()));
        assertThat(context.getSpanId()).isEqualTo(io.ddspring.trace.TraceIds.toHex(sent.spanId()));
        assertThat(context.isRemote()).isFalse();
        assertThat(context.isSampled()).isTrue();
        assertThat(context).isEqualTo(span.getSpanContext()).hasSameHashCodeAs(span.getSpanContext());
    }

    @Test
    void ids_may_be_looked_at_before_the_sampling_decision_is_taken() {
        BridgedSpan span = (BridgedSpan) tracing.start("work");
        SpanContext context = span.getSpanContext();
        assertThat(context.getTraceId()).hasSize(32);
        assertThat(context.isValid()).isTrue();
        assertThat(context.toString()).contains(context.getSpanId());
        assertThat(span.datadog().context().samplingPriority()).isEqualTo(SamplingPriority.UNSET);

        assertThat(context.getTraceFlags()).isEqualTo(TraceFlags.getSampled());

        assertThat(span.datadog().context().samplingPriority()).isEqualTo(SamplingPriority.SAMPLER_KEEP);
    }

    @Test
    void a_dropped_trace_is_not_sampled() {
        Span span = tracing.start("work");
        span.setAttribute("manual.drop", true);

        assertThat(span.getSpanContext().isSampled()).isFalse();
    }

    @Test
    void the_trace_state_has_our_member_first_and_keeps_those_of_others() {
        Span span = tracing.builder("child")
                .setParent(Context.root().with(Span.wrap(REMOTE)))
                .startSpan();

        TraceState state = span.getSpanContext().getTraceState();

        assertThat(state.asMap().keySet()).containsExactly("dd", "other");
        assertThat(state.get("dd"))
                .isEqualTo("s:2;o:rum;p:" + span.getSpanContext().getSpanId() + ";t.dm:-4");
        assertThat(state.get("other")).isEqualTo("o1");
    }
}
