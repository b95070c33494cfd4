/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * Wall time with the resolution and steadiness of the monotonic clock: the distance between both is measured now and
 * then, and a trace sticks to the distance it began with. Thread-safe.
 */
final class TraceClock {
    private static final long RESYNC_NANOS = Duration.ofSeconds(30).toNanos();

    private final Clock wall;
    private final LongSupplier ticker;
    private volatile Base base;

    /**
     * @param wall wall time
     * @param ticker monotonic nanoseconds of any origin
     */
    TraceClock(Clock wall, LongSupplier ticker) {
        this.wall = wall;
        this.ticker = ticker;
        this.base = measure(ticker.getAsLong());
    }

    /** Monotonic nanoseconds. */
    long ticks() {
        return ticker.getAsLong();
    }

    /**
     * What to add to {@link #ticks()} to get nanoseconds since the epoch; measured again every 30 seconds.
     *
     * @param now the present ticks
     */
    long offsetAt(long now) {
        Base present = base;
        if (now - present.measuredAt >= RESYNC_NANOS) {
            present = measure(now);
            base = present;
        }
        return present.offset;
    }

    private Base measure(long ticks) {
        Instant now = wall.instant();
        return new Base(ticks, now.getEpochSecond() * 1_000_000_000L + now.getNano() - ticks);
    }

    private record Base(long measuredAt, long offset) {}
}
