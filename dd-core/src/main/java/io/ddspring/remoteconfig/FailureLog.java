/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Logs a failure that comes again and again every five minutes at WARN, otherwise at DEBUG. Used by one thread. */
final class FailureLog {
    private static final Duration GAP = Duration.ofMinutes(5);

    private static final String MESSAGE = "No new configurations; those in force stay: {}";

    private final Logger log;
    private final Clock clock;
    private @Nullable Instant warnedAt;

    FailureLog(Logger log, Clock clock) {
        this.log = log;
        this.clock = clock;
    }

    void report(Exception failure) {
        Instant now = clock.instant();
        if (warnedAt == null || Duration.between(warnedAt, now).compareTo(GAP) >= 0) {
            warnedAt = now;
            log.warn(MESSAGE, failure.getMessage());
        } else {
            log.debug(MESSAGE, failure.getMessage());
        }
    }
}
