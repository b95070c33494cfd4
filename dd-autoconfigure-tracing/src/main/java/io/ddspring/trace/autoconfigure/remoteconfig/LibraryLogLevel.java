/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import io.ddspring.config.Configuration;
import io.ddspring.config.TracerKeys;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * The level at which the library logs: what {@code dd.trace.debug} says when that is not what it said at the start,
 * otherwise the level that the application gave it.
 */
final class LibraryLogLevel {
    private static final String LOGGER = "io.ddspring";

    private final Supplier<@Nullable LoggingSystem> logging;
    private final boolean debugAtStart;
    private boolean changed;
    private @Nullable LogLevel atStart;

    /** @param logging gives null when the application's logging is not Spring Boot's business */
    LibraryLogLevel(Supplier<@Nullable LoggingSystem> logging, boolean debugAtStart) {
        this.logging = logging;
        this.debugAtStart = debugAtStart;
    }

    /** Called by one thread at a time. */
    void use(Configuration settings) {
        LoggingSystem system = logging.get();
        if (system == null) {
            return;
        }
        if (!changed) {
            LoggerConfiguration present = system.getLoggerConfiguration(LOGGER);
            atStart = present == null ? null : present.getConfiguredLevel();
            changed = true;
        }
        boolean debug = settings.get(TracerKeys.DEBUG);
        system.setLogLevel(LOGGER, debug == debugAtStart ? atStart : debug ? LogLevel.DEBUG : LogLevel.INFO);
    }
}
