/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import io.ddspring.config.TracerKeys;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/** The level at which the library logs: that of the application unless remote configuration says another. */
final class LibraryLogLevel {
    private static final String LOGGER = "io.ddspring";

    private final Supplier<@Nullable LoggingSystem> logging;
    private boolean changed;
    private @Nullable LogLevel before;

    /** @param logging gives null when the application's logging is not Spring Boot's business */
    LibraryLogLevel(Supplier<@Nullable LoggingSystem> logging) {
        this.logging = logging;
    }

    /** Called by one thread at a time. */
    void use(Configuration settings) {
        LoggingSystem system = logging.get();
        if (system == null) {
            return;
        }
        ConfigValue<Boolean> debug = settings.value(TracerKeys.DEBUG);
        if (debug.origin() == ConfigOrigin.REMOTE_CONFIG) {
            if (!changed) {
                LoggerConfiguration present = system.getLoggerConfiguration(LOGGER);
                before = present == null ? null : present.getConfiguredLevel();
                changed = true;
            }
            system.setLogLevel(LOGGER, debug.value() ? LogLevel.DEBUG : LogLevel.INFO);
        } else if (changed) {
            changed = false;
            system.setLogLevel(LOGGER, before);
        } else {
            system.setLogLevel(LOGGER, debug.value() ? LogLevel.DEBUG : null);
        }
    }
}
