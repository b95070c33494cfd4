/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.time.Duration;

/** Something that is due again and again, on a grid that does not drift. Used by one thread. */
final class Beat {
    private final long intervalNanos;
    private long nextNanos;

    Beat(Duration interval, long startNanos) {
        this.intervalNanos = interval.toNanos();
        this.nextNanos = startNanos + intervalNanos;
    }

    /** Whether it is due; if so, from now on it is not before the next time. Whoever comes too late begins a new grid. */
    boolean isDue(long nowNanos) {
        if (nowNanos - nextNanos < 0) {
            return false;
        }
        nextNanos += intervalNanos;
        if (nowNanos - nextNanos >= 0) {
            nextNanos = nowNanos + intervalNanos;
        }
        return true;
    }

    /** Time until it is due; zero when it is. */
    Duration left(long nowNanos) {
        return Duration.ofNanos(Math.max(0, nextNanos - nowNanos));
    }
}
