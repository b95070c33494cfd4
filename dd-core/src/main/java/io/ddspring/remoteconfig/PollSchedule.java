/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.metrics.Faults;
import java.time.Duration;
import java.util.Collection;
import java.util.function.DoubleSupplier;

/**
 * How long to wait until the next request: the interval, more or less a tenth, so that many processes do not ask at
 * once; after three failures in a row longer and longer. Used by one thread.
 */
final class PollSchedule {
    private static final int PATIENCE = 3;
    private static final Duration SHORTEST_PAUSE = Duration.ofMillis(100);
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(5);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(60);
    private static final double JITTER = 0.1;

    private final Duration interval;
    private final DoubleSupplier random;
    private int failures;
    private int unanswered;

    /** @param random numbers from 0 to 1 */
    PollSchedule(Duration interval, DoubleSupplier random) {
        this.interval = interval;
        this.random = random;
    }

    /** Requests that have failed since the last one that did not. */
    int failures() {
        return failures;
    }

    /** @param products any of which may want a shorter pause than usual */
    Duration afterSuccess(Collection<RemoteConfigProduct> products) {
        failures = 0;
        Duration pause = interval;
        for (RemoteConfigProduct product : products) {
            Duration wanted = wantedBy(product);
            pause = wanted.compareTo(pause) < 0 ? wanted : pause;
        }
        return jittered(pause);
    }

    private Duration wantedBy(RemoteConfigProduct product) {
        try {
            Duration wanted = product.pollInterval();
            return wanted == null || wanted.compareTo(SHORTEST_PAUSE) < 0 ? interval : wanted;
        } catch (Throwable failure) {
            Faults.shared().record("remote-config.interval." + product.name(), failure);
            return interval;
        }
    }

    /** While it is not known whether there is anybody to ask: soon at first, so that short-lived processes ask too. */
    Duration whileUndecided() {
        failures = 0;
        Duration pause = SHORTEST_PAUSE.multipliedBy(1L << Math.min(unanswered++, 10));
        return jittered(pause.compareTo(interval) < 0 ? pause : interval);
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
