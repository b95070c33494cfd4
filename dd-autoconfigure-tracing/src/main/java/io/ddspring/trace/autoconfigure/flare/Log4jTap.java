/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import io.ddspring.event.Subscription;
import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogTap;
import io.ddspring.metrics.Faults;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.Marker;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.filter.AbstractFilter;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.ParameterizedMessage;
import org.jspecify.annotations.Nullable;

/**
 * Sees the library's lines where Log4j asks the filters of its whole context, which is before it looks at levels: no
 * level, appender or additivity changes, and every line then takes the way that it would have taken anyway.
 */
final class Log4jTap implements LogTap {
    private final LoggerContext context;

    Log4jTap(LoggerContext context) {
        this.context = context;
    }

    /** The tap of the context that the library's loggers belong to. */
    static Log4jTap ofApplication() {
        return new Log4jTap((LoggerContext) LogManager.getContext(Log4jTap.class.getClassLoader(), false));
    }

    @Override
    public Subscription open(Consumer<LogLine> lines) {
        Tap tap = new Tap(lines);
        tap.start();
        Configuration configuration = context.getConfiguration();
        configuration.addFilter(tap);
        return () -> {
            tap.stop();
            configuration.removeFilter(tap);
        };
    }

    private static final class Tap extends AbstractFilter {
        private final Consumer<LogLine> lines;

        Tap(Consumer<LogLine> lines) {
            this.lines = lines;
        }

        /** The others with a text and arguments end here. */
        @Override
        public Result filter(
                Logger logger,
                Level level,
                @Nullable Marker marker,
                @Nullable String text,
                @Nullable Object @Nullable ... arguments) {
            return text == null
                    ? answer(logger, level)
                    : take(logger, level, () -> new ParameterizedMessage(text, arguments), null);
        }

        @Override
        public Result filter(
                Logger logger,
                Level level,
                @Nullable Marker marker,
                @Nullable Object text,
                @Nullable Throwable failure) {
            return text == null
                    ? answer(logger, level)
                    : take(logger, level, () -> new ParameterizedMessage("{}", text), failure);
        }

        @Override
        public Result filter(
                Logger logger,
                Level level,
                @Nullable Marker marker,
                @Nullable Message message,
                @Nullable Throwable failure) {
            return message == null ? answer(logger, level) : take(logger, level, () -> message, failure);
        }

        /** To the question whether the level is on, after which comes the line. */
        private Result answer(Logger logger, Level level) {
            return isWanted(logger, level) ? Result.ACCEPT : Result.NEUTRAL;
        }

        private boolean isWanted(Logger logger, Level level) {
            return level.isMoreSpecificThan(Level.DEBUG) && isStarted() && LogTaps.isOwn(logger.getName());
        }

        private Result take(Logger logger, Level level, Supplier<Message> logged, @Nullable Throwable failure) {
            try {
                if (isWanted(logger, level)) {
                    Message message = logged.get();
                    lines.accept(new LogLine(
                            Instant.now(),
                            level.name(),
                            Thread.currentThread().getName(),
                            logger.getName(),
                            String.valueOf(message.getFormattedMessage()),
                            failure == null ? message.getThrowable() : failure));
                }
            } catch (Throwable broken) {
                Faults.shared().record("flare.log", broken);
            }
            return Result.NEUTRAL;
        }
    }
}
