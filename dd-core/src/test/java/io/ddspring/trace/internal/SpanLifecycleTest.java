/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNullPointerException;

import io.ddspring.testing.ManualTime;
import io.ddspring.testing.RecordedSpans;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

class SpanLifecycleTest {
    private static final long START = ManualTime.unixNanos(ManualTime.START);

    private final Engine engine = new Engine();

    @Test
    void a_finished_span_has_its_name_times_and_ids() {
        engine.time.pass(Duration.ofMillis(3));
        Span span = engine.tracer.buildSpan("price").start();
        engine.time.pass(Duration.ofNanos(2_000_001));
        span.finish();

        SpanData sent = engine.sent();
        assertThat(sent.operationName()).isEqualTo("price");
        assertThat(sent.resourceName()).isEqualTo("price");
        assertThat(sent.serviceName()).isEqualTo("shop");
        assertThat(sent.spanType()).isNull();
        assertThat(sent.startNanos()).isEqualTo(START + 3_000_000);
        assertThat(sent.durationNanos()).isEqualTo(2_000_001);
        assertThat(sent.isError()).isFalse();
        assertThat(sent.parentId()).isZero();
        assertThat(sent.spanId()).isEqualTo(span.context().spanId()).isNotZero();
        assertThat(sent.traceIdLow()).isEqualTo(span.context().traceIdLow()).isNotZero();
    }

    @Test
    void nothing_is_sent_before_the_span_is_finished() {
        Span span = engine.root();

        assertThat(span.isRecording()).isTrue();
        assertThat(span.data().durationNanos()).isZero();
        assertThat(engine.chunks()).isEmpty();
    }

    @Test
    void a_span_without_extent_lasts_one_nanosecond() {
        engine.root().finish();

        assertThat(engine.sent().durationNanos()).isEqualTo(1);
    }

    @Test
    void start_and_end_can_be_given() {
        engine.tracer.buildSpan("batch").withStartTime(START - 5_000).start().finish(START + 1_000);

        assertThat(engine.sent().startNanos()).isEqualTo(START - 5_000);
        assertThat(engine.sent().durationNanos()).isEqualTo(6_000);
    }

    @Test
    void an_end_before_the_start_counts_as_the_start() {
        engine.root().finish(START - 1_000_000);

        assertThat(engine.sent().durationNanos()).isEqualTo(1);
    }

    @Test
    void finishing_twice_sends_once_and_keeps_the_first_end() {
        Span root = engine.root();
        Span child = engine.child(root);
        child.finish(START + 10);
        child.finish(START + 20);
        child.finish();
        root.finish();
        root.finish();

        assertThat(engine.chunk()).hasSize(2);
        assertThat(engine.sent(child).durationNanos()).isEqualTo(10);
        assertThat(engine.health.spansFinished.sum()).isEqualTo(2);
    }

    @Test
    void a_span_may_be_finished_on_another_thread() {
        Span span = engine.root();

        CompletableFuture.runAsync(span::finish).join();

        assertThat(span.isRecording()).isFalse();
        assertThat(engine.sent().spanId()).isEqualTo(span.context().spanId());
    }

    @Test
    void a_finished_span_can_be_changed_until_its_trace_is_handed_over() {
        Span root = engine.root();
        Span child = engine.child(root);
        child.finish();
        child.setTag("late", "yes");
        root.finish();

        assertThat(engine.sent(child).tag("late")).isEqualTo("yes");
    }

    @Test
    void nothing_changes_a_span_after_it_was_handed_over() {
        Span span = engine.root();
        span.setTag("kept", "before").setTag("number", 1).setMeasured(true).finish();
        SpanData sent = engine.sent();
        Map<String, String> meta = RecordedSpans.meta(sent);
        Map<String, Double> metrics = RecordedSpans.metrics(sent);

        span.setOperationName("late");
        span.setServiceName("late");
        span.setResourceName("late");
        span.setSpanType("late");
        span.setError(true);
        span.setTag("kept", "late");
        span.setTag("kept", (String) null);
        span.setTag("number", 2);
        span.setTag("late", 2.5);
        span.setMetric("late", 2.5);
        span.setMeasured(false);
        span.recordError(new IllegalStateException("late"));
        span.addEvent("late", Map.of());
        span.addLink(new SpanLink(0, 1, 1, 0, null, Map.of()));
        span.setMetaStruct("late", new byte[1]);
        span.finish();

        assertThat(RecordedSpans.meta(sent)).isEqualTo(meta).containsEntry("kept", "before");
        assertThat(RecordedSpans.metrics(sent)).isEqualTo(metrics).containsEntry("number", 1d);
        assertThat(sent.operationName()).isEqualTo("web.request");
        assertThat(sent.serviceName()).isEqualTo("shop");
        assertThat(sent.resourceName()).isEqualTo("web.request");
        assertThat(sent.spanType()).isNull();
        assertThat(sent.isError()).isFalse();
        assertThat(sent.events()).isEmpty();
        assertThat(sent.links()).isEmpty();
        assertThat(sent.metaStruct()).isEmpty();
    }

    @Test
    void an_abandoned_span_is_not_sent_and_stays_the_parent_of_its_children() {
        Span root = engine.root();
        Span middle = engine.child(root);
        Span leaf = engine.child(middle);
        leaf.finish();
        middle.abandon();
        middle.finish();
        root.finish();

        assertThat(engine.chunk()).hasSize(2);
        assertThat(engine.sent(leaf).parentId()).isEqualTo(middle.context().spanId());
        assertThat(middle.isRecording()).isFalse();
    }

    @Test
    void a_trace_of_abandoned_spans_sends_nothing() {
        Span root = engine.root();
        engine.child(root).abandon();
        root.abandon();

        assertThat(engine.chunks()).isEmpty();
    }

    @Test
    void a_span_finished_before_it_was_abandoned_is_sent() {
        Span root = engine.root();
        root.finish();
        root.abandon();

        assertThat(engine.chunk()).hasSize(1);
    }

    @Test
    void events_carry_the_time_at_which_they_were_added() {
        Span span = engine.root();
        engine.time.pass(Duration.ofMillis(7));
        span.addEvent("retry", Map.of("attempt", 2L));
        span.finish();

        assertThat(engine.sent().events())
                .containsExactly(new SpanEvent("retry", START + 7_000_000, Map.of("attempt", 2L)));
    }

    @Test
    void links_and_structured_data_are_recorded() {
        SpanLink link = new SpanLink(1, 2, 3, 1, null, Map.of("reason", "batch"));
        byte[] msgpack = {(byte) 0x80};
        Span span = engine.tracer.buildSpan("batch").withLink(link).start();
        span.addLink(link).setMetaStruct("appsec", msgpack);
        msgpack[0] = 0;
        span.finish();

        assertThat(engine.sent().links()).containsExactly(link, link);
        assertThat(engine.sent().metaStruct()).containsOnlyKeys("appsec");
        assertThat(engine.sent().metaStruct().get("appsec")).containsExactly(0x80);
    }

    @Test
    void the_thread_that_started_the_span_is_named() throws Exception {
        Thread thread = new Thread(() -> engine.root().finish(), "worker-7");
        thread.start();
        thread.join();

        assertThat(engine.sent().tag(Tags.THREAD_NAME)).isEqualTo("worker-7");
        assertThat(engine.sent().metric(Tags.THREAD_ID, -1)).isEqualTo(thread.getId());
    }

    @Test
    void started_and_finished_spans_are_counted() {
        Span root = engine.root();
        engine.child(root).finish();
        engine.child(root).abandon();

        assertThat(engine.health.spansStarted.sum()).isEqualTo(3);
        assertThat(engine.health.spansFinished.sum()).isEqualTo(1);
    }

    @Test
    void a_missing_argument_is_refused_by_name() {
        Span span = engine.root();

        assertThatNullPointerException()
                .isThrownBy(() -> span.setTag(null, "a"))
                .withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> span.setTag(null, 1)).withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> span.setTag(null, 1.5))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> span.setMetric(null, 1))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> span.addEvent(null, Map.of()))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> span.setMetaStruct(null, new byte[0]))
                .withMessage("name");
        assertThatNullPointerException().isThrownBy(() -> span.addLink(null)).withMessage("link");
        assertThatNullPointerException()
                .isThrownBy(() -> span.recordError(null))
                .withMessage("failure");
    }

    @Test
    void a_missing_argument_is_refused_before_the_span_starts() {
        assertThatNullPointerException()
                .isThrownBy(() -> engine.tracer.buildSpan(null))
                .withMessage("operationName");
        assertThatNullPointerException()
                .isThrownBy(() -> engine.tracer.buildSpan("a").withTag(null, "a"))
                .withMessage("name");
        assertThatNullPointerException()
                .isThrownBy(() -> engine.tracer.buildSpan("a").withServiceName(null))
                .withMessage("serviceName");
        assertThatNullPointerException()
                .isThrownBy(() -> engine.tracer.buildSpan("a").withResourceName(null))
                .withMessage("resourceName");
        assertThatNullPointerException()
                .isThrownBy(() -> engine.tracer.buildSpan("a").withLink(null))
                .withMessage("link");

        assertThat(engine.health.spansStarted.sum()).isZero();
    }
}
