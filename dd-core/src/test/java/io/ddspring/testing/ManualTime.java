/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.testing;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.LongSupplier;

/** A wall clock and a monotonic ticker that stand still until a test moves them. Thread-safe. */
public final class ManualTime extends Clock implements LongSupplier {
    /** Where the wall clock stands at first. */
    public static final Instant START = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private final AtomicReference<Instant> wall = new AtomicReference<>(START);
    // Begins shortly before the overflow, as System.nanoTime() may.
    private final AtomicLong ticks = new AtomicLong(Long.MAX_VALUE - 1_000);

    /** Lets time pass on both. */
    public void pass(Duration time) {
        wall.updateAndGet(now -> now.plus(time));
        ticks.addAndGet(time.toNanos());
    }

    /** Puts the wall clock forward or back, as an administrator would. */
    public void setWallClock(Instant now) {
        wall.set(now);
    }

    /** Nanoseconds since the epoch that {@code instant} stands for. */
    public static long unixNanos(Instant instant) {
        return instant.getEpochSecond() * 1_000_000_000L + instant.getNano();
    }

    @Override
    public long getAsLong() {
        return ticks.get();
    }

    @Override
    public Instant instant() {
        return wall.get();
    }

    @Override
    public ZoneId getZone() {
        return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
        return this;
    }
}
