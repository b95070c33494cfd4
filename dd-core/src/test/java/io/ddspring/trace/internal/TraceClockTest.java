/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.testing.ManualTime;
import io.ddspring.trace.Span;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class TraceClockTest {
    private static final long START = ManualTime.unixNanos(ManualTime.START);

    private final ManualTime time = new ManualTime();
    private final TraceClock clock = new TraceClock(time, time);

    @Test
    void ticks_and_offset_make_wall_time_to_the_nanosecond() {
        assertThat(now(clock)).isEqualTo(START);

        time.pass(Duration.ofNanos(1_500_000_001));

        assertThat(now(clock)).isEqualTo(START + 1_500_000_001);
    }

    @Test
    void a_changed_wall_clock_counts_only_from_the_next_measurement_on() {
        time.pass(Duration.ofSeconds(10));
        time.setWallClock(ManualTime.START.plusSeconds(3_600));
        assertThat(now(clock)).isEqualTo(START + 10_000_000_000L);

        time.pass(Duration.ofSeconds(20).minusNanos(1));
        assertThat(now(clock)).isEqualTo(START + 29_999_999_999L);

        time.pass(Duration.ofNanos(1));
        assertThat(now(clock)).isEqualTo(START + 3_620_000_000_000L);
    }

    @Test
    void a_trace_keeps_the_base_it_began_with() {
        Engine engine = new Engine();
        Span root = engine.root();
        engine.time.setWallClock(ManualTime.START.minusSeconds(7_200));
        engine.time.pass(Duration.ofSeconds(40));
        Span other = engine.root();
        Span child = engine.child(root);
        engine.time.pass(Duration.ofMillis(5));
        child.finish();
        root.finish();
        other.finish();

        assertThat(engine.sent(child).startNanos()).isEqualTo(START + 40_000_000_000L);
        assertThat(engine.sent(child).durationNanos()).isEqualTo(5_000_000);
        assertThat(engine.sent(root).durationNanos()).isEqualTo(40_005_000_000L);
        assertThat(engine.sent(other).startNanos()).isEqualTo(START - 7_160_000_000_000L);
    }

    private static long now(TraceClock clock) {
        long ticks = clock.ticks();
        return ticks + clock.offsetAt(ticks);
    }
}
