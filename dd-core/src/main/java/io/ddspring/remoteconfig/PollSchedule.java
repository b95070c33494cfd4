/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.time.Duration;
import java.util.function.DoubleSupplier;

/**
 * How long to wait until the next request: the interval, more or less a tenth, so that many processes do not ask at
 * once; after three failures in a row longer and longer. Used by one thread.
 */
final class PollSchedule {
    private static final int PATIENCE = 3;
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final double JITTER = 0.1;

    private final Duration interval;
    private final DoubleSupplier random;
    private int failures;

    /** @param random numbers from 0 to 1 */
    PollSchedule(Duration interval, DoubleSupplier random) {
        this.interval = interval;
        this.random = random;
    }

    /** Requests that have failed since the last one that did not. */
    int failures() {
        return failures;
    }

    Duration afterSuccess() {
        failures = 0;
        return jittered(interval);
    }

    Duration afterFailure() {
        failures++;
        if (failures < PATIENCE) {
            return jittered(interval);
        }
        Duration pause = FIRST_PAUSE.multipliedBy(1L << Math.min(failures - PATIENCE, 4));
        Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
        return jittered(bounded.compareTo(interval) < 0 ? interval : bounded);
    }

    private Duration jittered(Duration pause) {
        double factor = 1 + JITTER * (2 * random.getAsDouble() - 1);
        return Duration.ofNanos(Math.round(pause.toNanos() * factor));
    }
}
