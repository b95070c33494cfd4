/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TracerHealthTest {
    private final TracerHealth health = new TracerHealth();

    @Test
    void every_counter_has_a_name_from_the_start() {
        assertThat(health.counters())
                .containsOnlyKeys(
                        "spans.started",
                        "spans.finished",
                        "traces.enqueued",
                        "traces.sent",
                        "bytes.sent",
                        "payloads.sent",
                        "requests",
                        "request.errors",
                        "traces.p0-dropped",
                        "spans.p0-dropped",
                        "traces.filtered")
                .allSatisfy((name, count) -> assertThat(count).isZero());
    }

    @Test
    void counters_show_what_was_counted() {
        health.spansStarted.add(3);
        health.bytesSent.add(1024);

        assertThat(health.counters()).containsEntry("spans.started", 3L).containsEntry("bytes.sent", 1024L);
    }

    @Test
    void losses_are_counted_by_reason_in_traces_and_spans() {
        health.dropped("queue.full", 1, 5);
        health.dropped("queue.full", 2, 6);
        health.dropped("agent.unreachable", 4, 4);

        assertThat(health.droppedTraces("queue.full")).isEqualTo(3);
        assertThat(health.droppedTraces("never")).isZero();
        assertThat(health.droppedTraces()).isEqualTo(7);
        assertThat(health.counters())
                .containsEntry("traces.dropped.queue.full", 3L)
                .containsEntry("spans.dropped.queue.full", 11L)
                .containsEntry("spans.dropped.agent.unreachable", 4L);
    }
}
