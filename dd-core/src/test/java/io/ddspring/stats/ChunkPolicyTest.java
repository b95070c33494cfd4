/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.TracerHealth;
import io.ddspring.testing.Allocation;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is sent of traces that the sampler drops. */
class ChunkPolicyTest {
    private final TracerHealth health = new TracerHealth();
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final List<List<? extends SpanData>> counted = new ArrayList<>();
    private final ChunkPolicy active = FinishedSpans.activePolicy(counted::add, health);

    @Test
    void nothing_is_sent_but_all_is_counted() {
        List<SpanData> sent =
                run(active, trace -> trace.child("work", span -> {}).child("work", span -> {}));

        assertThat(sent).isEmpty();
        assertThat(counted).hasSize(1);
        assertThat(counted.get(0)).hasSize(3);
        assertThat(health.p0TracesDropped.sum()).isEqualTo(1);
        assertThat(health.p0SpansDropped.sum()).isEqualTo(3);
        assertThat(health.droppedTraces()).isZero();
    }

    @Test
    void a_trace_that_is_kept_is_sent_and_counted() {
        List<SpanData> sent = run(active, trace -> trace.root.setTag(Tags.MANUAL_KEEP, true));

        assertThat(sent).hasSize(1);
        assertThat(counted).hasSize(1);
        assertNothingIsDropped();
    }

    @Test
    void a_trace_with_a_failed_span_is_sent_with_the_priority_it_has() {
        List<SpanData> sent = run(active, trace -> trace.child("work", span -> span.setError(true)));

        assertThat(sent).hasSize(2);
        assertThat(sent.get(0).metric(Tags.SAMPLING_PRIORITY, 9)).isZero();
        assertThat(counted).hasSize(1);
        assertNothingIsDropped();
    }

    @Test
    void a_trace_with_a_span_for_analytics_is_sent() {
        List<SpanData> sent =
                run(active, trace -> trace.child("work", span -> span.setTag(Tags.ANALYTICS_SAMPLE_RATE, 1)));

        assertThat(sent).hasSize(2);
        assertNothingIsDropped();
    }

    @Test
    void a_span_that_a_rule_keeps_is_sent_alone_with_what_the_first_span_says() {
        List<SpanData> sent =
                run(active, trace -> trace.child("kept", span -> {}).child("work", span -> {}));

        assertThat(sent).singleElement().satisfies(span -> {
            assertThat(span.operationName()).isEqualTo("kept");
            assertThat(span.tag(PropagationTags.TRACE_ID_HIGH)).hasSize(16);
            assertThat(span.metric(Tags.SAMPLING_PRIORITY, 9)).isZero();
        });
        assertThat(counted.get(0)).hasSize(3);
        assertThat(health.p0TracesDropped.sum()).isZero();
        assertThat(health.p0SpansDropped.sum()).isEqualTo(2);
    }

    @ParameterizedTest
    @EnumSource(value = StatsGate.State.class, names = "ACTIVE", mode = EnumSource.Mode.EXCLUDE)
    void everything_is_sent_unless_statistics_are_active(StatsGate.State state) {
        ChunkPolicy policy = new ChunkPolicy(
                new StatsGate(state, "a reason"), TraceFilters.NONE, counted::add, counted::add, health);

        List<SpanData> sent = run(policy, trace -> trace.child("work", span -> {}));

        assertThat(sent).hasSize(2);
        assertThat(counted).hasSize(state == StatsGate.State.WAITING ? 1 : 0);
        assertNothingIsDropped();
    }

    @Test
    void deciding_about_a_chunk_allocates_nothing() {
        List<SpanData> chunk =
                FinishedSpans.chunk(trace -> trace.child("work", span -> {}).child("work", span -> {}));
        ChunkPolicy policy = FinishedSpans.activePolicy(ignored -> {}, health);

        assertThat(Allocation.bytesPerRun(() -> policy.count(chunk, policy.sends(chunk) ? chunk.size() : 0)))
                .isLessThanOrEqualTo(1);
    }

    private List<SpanData> run(ChunkPolicy policy, Consumer<FinishedSpans.Trace> work) {
        FinishedSpans.Trace trace = new FinishedSpans.Trace(FinishedSpans.tracer(writer, policy));
        work.accept(trace);
        Span root = trace.root;
        root.finish(FinishedSpans.START + FinishedSpans.DURATION);
        return writer.spans();
    }

    private void assertNothingIsDropped() {
        assertThat(health.p0TracesDropped.sum()).isZero();
        assertThat(health.p0SpansDropped.sum()).isZero();
    }
}
