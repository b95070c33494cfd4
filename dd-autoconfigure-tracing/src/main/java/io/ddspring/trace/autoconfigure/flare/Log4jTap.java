/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogSubscription;
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
import org.apache.logging.log4j.message.SimpleMessage;
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
    public LogSubscription open(Consumer<LogLine> lines) {
        return new Listening(context, new Tap(lines));
    }

    /** A context that is configured anew has another configuration, and stops the filters of the one before. */
    private static final class Listening implements LogSubscription {
        private final LoggerContext context;
        private final Tap tap;
        private Configuration configuration;

        Listening(LoggerContext context, Tap tap) {
            this.context = context;
            this.tap = tap;
            this.configuration = context.getConfiguration();
            tap.start();
            configuration.addFilter(tap);
        }

        @Override
        public void renew() {
            Configuration present = context.getConfiguration();
            if (!tap.isStarted()) {
                tap.start();
            }
            if (present != configuration) {
                configuration.removeFilter(tap);
                present.addFilter(tap);
                configuration = present;
            }
        }

        @Override
        public void close() {
            tap.stop();
            configuration.removeFilter(tap);
        }
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
            return text == null && (arguments == null || arguments.length == 0)
                    ? answer(logger, level, null)
                    : take(logger, level, () -> new ParameterizedMessage(String.valueOf(text), arguments), null);
        }

        @Override
        public Result filter(
                Logger logger,
                Level level,
                @Nullable Marker marker,
                @Nullable Object text,
                @Nullable Throwable failure) {
            return text == null
                    ? answer(logger, level, failure)
                    : take(logger, level, () -> new ParameterizedMessage("{}", text), failure);
        }

        @Override
        public Result filter(
                Logger logger,
                Level level,
                @Nullable Marker marker,
                @Nullable Message message,
                @Nullable Throwable failure) {
            return message == null ? answer(logger, level, failure) : take(logger, level, () -> message, failure);
        }

        /** To the question whether the level is on, after which comes the line; or to a line without a text. */
        private Result answer(Logger logger, Level level, @Nullable Throwable failure) {
            if (failure == null && isWanted(logger, level) && LoggingCall.isQuestion()) {
                return Result.ACCEPT;
            }
            return take(logger, level, () -> new SimpleMessage("null"), failure);
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
