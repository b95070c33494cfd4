/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.TracerHealth;
import org.junit.jupiter.api.Test;

class KeepRateTest {
    private final TracerHealth health = new TracerHealth();
    private final KeepRate rate = new KeepRate(health);

    @Test
    void everything_is_kept_until_something_is_lost() {
        assertThat(rate.next()).isEqualTo(1);
        health.tracesEnqueued.add(4);
        assertThat(rate.next()).isEqualTo(1);
        health.lost("agent.unreachable", 1, 7);
        assertThat(rate.next()).isEqualTo(0.75);
    }

    @Test
    void what_was_refused_came_in_as_well() {
        health.tracesEnqueued.add(3);
        health.tracesRefused.add(1);
        health.lost("queue.full", 1, 1);

        assertThat(rate.next()).isEqualTo(0.75);
    }

    @Test
    void what_the_tracer_drops_on_purpose_is_not_lost() {
        health.tracesEnqueued.add(1);
        health.dropped("trace.interceptor", 5, 5);

        assertThat(rate.next()).isEqualTo(1);
    }

    @Test
    void a_loss_is_forgotten_after_ten_flushes() {
        health.tracesEnqueued.add(1);
        health.lost("agent.unreachable", 1, 1);
        for (int flush = 1; flush <= 10; flush++) {
            assertThat(rate.next()).as("flush %d", flush).isZero();
        }

        assertThat(rate.next()).isEqualTo(1);
    }

    @Test
    void what_was_before_its_time_does_not_matter() {
        health.tracesEnqueued.add(2);
        health.lost("agent.unreachable", 1, 1);
        KeepRate later = new KeepRate(health);

        health.tracesEnqueued.add(2);
        assertThat(later.next()).isEqualTo(1);
    }

    @Test
    void a_rate_is_never_negative() {
        health.tracesEnqueued.add(1);
        health.lost("agent.unreachable", 3, 3);

        assertThat(rate.next()).isZero();
    }
}
