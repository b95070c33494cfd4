/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Span;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces whose root has ended while children are still open. */
class LateChildrenTest {
    private static final Duration QUIET = Duration.ofMillis(500);
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Engine engine = new Engine();
    private final Span root = engine.root();
    private final Span child = engine.child(root);

    @Test
    void a_child_that_ends_in_time_is_sent_with_its_root() {
        root.finish();
        pass(Duration.ofMillis(499));
        child.finish();

        assertThat(engine.chunk()).hasSize(2);
    }

    @Test
    void a_trace_is_sent_after_half_a_second_without_activity() {
        root.finish();
        pass(QUIET.minusNanos(1));
        assertThat(engine.chunks()).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(engine.chunk()).hasSize(1);
    }

    @Test
    void activity_prolongs_the_wait() {
        Span other = engine.child(root);
        root.finish();
        pass(Duration.ofMillis(400));
        other.finish();
        pass(Duration.ofMillis(400));
        Span started = engine.child(root);
        pass(Duration.ofMillis(400));
        assertThat(engine.chunks()).isEmpty();

        pass(Duration.ofMillis(100));
        assertThat(engine.chunk()).hasSize(2);
        assertThat(started.isRecording()).isTrue();
    }

    @Test
    void a_trace_is_sent_five_seconds_after_its_root_at_the_latest() {
        root.finish();
        for (int i = 1; i < 20; i++) {
            pass(PATIENCE.dividedBy(20));
            engine.child(root).finish();
        }
        pass(PATIENCE.dividedBy(20).minusNanos(1));
        assertThat(engine.chunks()).isEmpty();

        pass(Duration.ofNanos(1));
        assertThat(engine.chunk()).hasSize(20);
    }

    @Test
    void a_trace_that_waits_can_be_described() {
        assertThat(engine.tracer.describePendingTraces(10)).isEmpty();

        root.setResourceName("GET /a");
        root.finish();

        assertThat(engine.tracer.describePendingTraces(10))
                .containsExactly(root.context().traceIdHex() + " open=1 finished=1 root=web.request resource=GET /a");
        assertThat(engine.tracer.describePendingTraces(0)).isEmpty();

        child.finish();
        pass(QUIET);
        assertThat(engine.tracer.describePendingTraces(10)).isEmpty();
    }

    @Test
    void a_late_child_follows_on_its_own() {
        root.finish();
        pass(QUIET);
        child.finish();

        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.sent(child).parentId()).isEqualTo(root.context().spanId());
    }

    @Test
    void late_children_wait_for_each_other_as_well() {
        Span other = engine.child(root);
        root.finish();
        pass(QUIET);
        child.finish();
        assertThat(engine.chunks()).hasSize(1);

        pass(Duration.ofMillis(100));
        other.finish();

        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.chunks().get(1)).hasSize(2);
    }

    @Test
    void a_late_child_is_sent_alone_when_another_one_never_ends() {
        engine.child(root);
        root.finish();
        pass(PATIENCE);
        child.finish();
        assertThat(engine.chunks()).hasSize(1);

        pass(Duration.ofMillis(1));
        assertThat(engine.chunks()).hasSize(2);
        assertThat(engine.sent(child)).isNotNull();
    }

    @Test
    void children_that_ended_before_their_abandoned_root_are_sent() {
        engine.child(root);
        child.finish();
        root.abandon();
        pass(QUIET);

        assertThat(engine.chunk()).hasSize(1);
    }

    @Test
    void nothing_is_sent_while_the_root_is_open() {
        child.finish();
        pass(PATIENCE.multipliedBy(100));

        assertThat(engine.chunks()).isEmpty();
    }

    @Test
    void a_trace_that_became_complete_in_time_is_not_sent_again() {
        root.finish();
        child.finish();
        pass(PATIENCE);

        assertThat(engine.chunks()).hasSize(1);
    }

    @Test
    void flushing_sends_what_waits_at_once() {
        root.finish();

        engine.tracer.flush(Duration.ZERO);

        assertThat(engine.chunk()).hasSize(1);
        child.finish();
        assertThat(engine.chunks()).hasSize(2);
    }

    @Test
    void a_trace_that_finds_no_room_to_wait_is_sent_at_once() {
        List<Span> open = new ArrayList<>();
        for (int i = 0; i < PendingSegments.CAPACITY; i++) {
            Span waiting = engine.root();
            open.add(engine.child(waiting));
            waiting.finish();
        }
        assertThat(engine.chunks()).isEmpty();

        root.finish();
        assertThat(engine.sent().spanId()).isEqualTo(root.context().spanId());

        pass(QUIET);
        assertThat(engine.chunks()).hasSize(PendingSegments.CAPACITY + 1);
    }

    @Test
    void there_is_room_again_when_waiting_traces_were_sent() {
        for (int round = 1; round <= 3; round++) {
            for (int i = 0; i < PendingSegments.CAPACITY; i++) {
                Span waiting = engine.root();
                engine.child(waiting);
                waiting.finish();
            }
            assertThat(engine.chunks()).hasSize((round - 1) * PendingSegments.CAPACITY);
            pass(QUIET);
            assertThat(engine.chunks()).hasSize(round * PendingSegments.CAPACITY);
        }
    }

    private void pass(Duration time) {
        engine.time.pass(time);
        engine.tracer.completeDueSegments();
    }
}
