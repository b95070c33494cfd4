/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogSubscription;
import io.ddspring.flare.LogTap;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

/**
 * For logging systems that cannot be listened to: the library logs at {@code DEBUG} into the application's own log, and
 * the flare says so.
 */
final class LevelTap implements LogTap {
    private final @Nullable LoggingSystem system;
    private final String name;

    /**
     * @param system null when Spring Boot does not know it either
     * @param name of the logging system, for people
     */
    LevelTap(@Nullable LoggingSystem system, String name) {
        this.system = system;
        this.name = name;
    }

    @Override
    public LogSubscription open(Consumer<LogLine> lines) {
        if (system == null || !hasLevelOfSpring(system)) {
            lines.accept(note("their level cannot be changed either"));
            return () -> {};
        }
        LogLevel before = configuredLevel(system);
        if (before == LogLevel.TRACE || before == LogLevel.DEBUG) {
            lines.accept(note("see the application's own log"));
            return () -> {};
        }
        system.setLogLevel(LogTaps.OWN_LOGGERS, LogLevel.DEBUG);
        lines.accept(note("they are in the application's own log, at level DEBUG"));
        return new Raised(system, before);
    }

    private record Raised(LoggingSystem system, @Nullable LogLevel before) implements LogSubscription {
        /** When the logging system was reset the level is again what it was; another one somebody has set on purpose. */
        @Override
        public void renew() {
            if (hasLevelOfSpring(system) && configuredLevel(system) == before) {
                system.setLogLevel(LogTaps.OWN_LOGGERS, LogLevel.DEBUG);
            }
        }

        @Override
        public void close() {
            restore(system, before);
        }
    }

    /** Leaves the level alone when somebody has changed it since. */
    private static void restore(LoggingSystem system, @Nullable LogLevel before) {
        if (hasLevelOfSpring(system) && configuredLevel(system) == LogLevel.DEBUG) {
            system.setLogLevel(LogTaps.OWN_LOGGERS, before);
        }
    }

    /** Spring Boot cannot tell a level that it has no name for, and could not set it again. */
    private static boolean hasLevelOfSpring(LoggingSystem system) {
        try {
            configuredLevel(system);
            return true;
        } catch (RuntimeException foreign) {
            return false;
        }
    }

    private static @Nullable LogLevel configuredLevel(LoggingSystem system) {
        LoggerConfiguration logger = system.getLoggerConfiguration(LogTaps.OWN_LOGGERS);
        return logger == null ? null : logger.getConfiguredLevel();
    }

    private LogLine note(String where) {
        return new LogLine(
                Instant.now(),
                "WARN",
                Thread.currentThread().getName(),
                LevelTap.class.getName(),
                "lines of the library cannot be collected from " + name + "; " + where,
                null);
    }
}
