/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.sampling.SamplingDecision;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class PartialFlushTest {
    private final AtomicInteger decisions = new AtomicInteger();
    private final Engine engine =
            new Engine(builder -> builder.partialFlushMinSpans(3).sampler(root -> {
                decisions.incrementAndGet();
                return new SamplingDecision(
                        SamplingPriority.SAMPLER_KEEP, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, 0.5);
            }));

    @Test
    void finished_spans_are_sent_ahead_when_enough_wait() {
        Span root = engine.root();
        List<Span> children = children(root, 7);
        assertThat(engine.chunks()).hasSize(2).allSatisfy(chunk -> assertThat(chunk)
                .hasSize(3));

        root.finish();

        assertThat(engine.chunks()).hasSize(3);
        assertThat(engine.chunks().get(0))
                .extracting(SpanData::spanId)
                .containsExactly(id(children, 2), id(children, 1), id(children, 0));
        assertThat(engine.chunks().get(2))
                .extracting(SpanData::spanId)
                .containsExactly(root.context().spanId(), id(children, 6));
    }

    @Test
    void one_span_less_is_not_sent_ahead() {
        children(engine.root(), 2);

        assertThat(engine.chunks()).isEmpty();
    }

    @Test
    void abandoned_spans_do_not_count() {
        Span root = engine.root();
        children(root, 2);
        engine.child(root).abandon();

        assertThat(engine.chunks()).isEmpty();
    }

    @Test
    void only_the_first_span_of_each_chunk_carries_the_decision_maker() {
        Span root = engine.root();
        children(root, 3);
        root.finish();

        assertThat(engine.chunks()).hasSize(2);
        for (List<SpanData> chunk : engine.chunks()) {
            assertThat(RecordedSpans.meta(chunk.get(0)))
                    .containsEntry("_dd.p.dm", "-1")
                    .containsEntry("_dd.p.ksr", "0.5")
                    .containsKey("_dd.p.tid");
            assertThat(chunk.subList(1, chunk.size())).allSatisfy(span -> assertThat(RecordedSpans.meta(span))
                    .doesNotContainKeys("_dd.p.dm", "_dd.p.ksr", "_dd.p.tid"));
        }
    }

    @Test
    void first_and_last_span_of_each_chunk_carry_the_priority() {
        children(engine.root(), 3);

        assertThat(engine.chunk())
                .extracting(span -> span.metric(Tags.SAMPLING_PRIORITY, Double.NaN))
                .containsExactly(1d, Double.NaN, 1d);
    }

    @Test
    void the_rate_stays_on_the_local_root() {
        Span root = engine.root();
        children(root, 3);
        root.finish();

        assertThat(engine.writer.spans())
                .filteredOn(span -> span.metric(Tags.AGENT_PSR, -1) >= 0)
                .extracting(SpanData::spanId)
                .containsExactly(root.context().spanId());
    }

    @Test
    void the_decision_is_taken_once_for_all_chunks() {
        Span root = engine.root();
        children(root, 9);
        root.finish();

        assertThat(decisions).hasValue(1);
    }

    @Test
    void every_chunk_of_a_continued_trace_carries_the_received_tags_and_origin() {
        RemoteSpanContext remote = RemoteSpanContext.builder(0, 77, 5)
                .samplingPriority(SamplingPriority.USER_KEEP)
                .origin("synthetics")
                .propagationTags(PropagationTags.EMPTY.with("_dd.p.dm", "-4").with("_dd.p.usr.id", "abc="))
                .build();
        Span root = engine.tracer.buildSpan("web").asChildOf(remote).start();
        children(root, 3);
        root.finish();

        assertThat(engine.chunks()).hasSize(2).allSatisfy(chunk -> assertThat(RecordedSpans.meta(chunk.get(0)))
                .containsEntry("_dd.p.dm", "-4")
                .containsEntry("_dd.p.usr.id", "abc="));
        assertThat(engine.writer.spans())
                .allSatisfy(span -> assertThat(span.tag(Tags.ORIGIN)).isEqualTo("synthetics"));
    }

    @Test
    void nothing_is_sent_ahead_when_it_is_switched_off() {
        Engine patient = new Engine(builder -> builder.partialFlushMinSpans(0));
        Span root = patient.root();
        for (int i = 0; i < 2_000; i++) {
            patient.child(root).finish();
        }
        assertThat(patient.chunks()).isEmpty();

        root.finish();
        assertThat(patient.chunk()).hasSize(2_001);
    }

    @Test
    void a_thousand_spans_are_enough_unless_said_otherwise() {
        Engine standard = new Engine();
        Span root = standard.root();
        for (int i = 0; i < 999; i++) {
            standard.child(root).finish();
        }
        assertThat(standard.chunks()).isEmpty();

        standard.child(root).finish();
        assertThat(standard.chunk()).hasSize(1_000);
    }

    private List<Span> children(Span parent, int count) {
        List<Span> children = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Span child = engine.child(parent);
            child.finish();
            children.add(child);
        }
        return children;
    }

    private static long id(List<Span> spans, int index) {
        return spans.get(index).context().spanId();
    }
}
