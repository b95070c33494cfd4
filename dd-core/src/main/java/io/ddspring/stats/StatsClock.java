/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import java.time.Clock;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * The time as statistics need it.
 *
 * @param wall tells which bucket is the current one
 * @param ticker monotonic nanoseconds of any origin
 */
record StatsClock(Clock wall, LongSupplier ticker) {
    static final StatsClock SYSTEM = new StatsClock(Clock.systemUTC(), System::nanoTime);

    long unixNanos() {
        Instant now = wall.instant();
        return TimeUnit.SECONDS.toNanos(now.getEpochSecond()) + now.getNano();
    }

    long monotonicNanos() {
        return ticker.getAsLong();
    }
}
