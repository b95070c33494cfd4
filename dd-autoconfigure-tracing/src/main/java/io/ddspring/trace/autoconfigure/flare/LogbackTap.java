/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogSubscription;
import io.ddspring.flare.LogTap;
import io.ddspring.metrics.Faults;
import java.time.Instant;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.ILoggerFactory;
import org.slf4j.Marker;
import org.slf4j.helpers.FormattingTuple;
import org.slf4j.helpers.MessageFormatter;

/**
 * Sees the library's lines where Logback asks its turbo filters, which is before it looks at levels: no level, appender or
 * additivity changes, and every line then takes the way that it would have taken anyway.
 */
final class LogbackTap implements LogTap {
    private final LoggerContext context;

    LogbackTap(ILoggerFactory context) {
        this.context = (LoggerContext) context;
    }

    @Override
    public LogSubscription open(Consumer<LogLine> lines) {
        Tap tap = new Tap(lines);
        listen(tap);
        return new LogSubscription() {
            @Override
            public void renew() {
                listen(tap);
            }

            @Override
            public void close() {
                tap.stop();
                context.getTurboFilterList().remove(tap);
            }
        };
    }

    /** A reset of the context stops all filters and takes them away. */
    private void listen(Tap tap) {
        if (!tap.isStarted()) {
            tap.start();
        }
        if (!context.getTurboFilterList().contains(tap)) {
            // Before those of the application, which may end the questioning.
            context.getTurboFilterList().add(0, tap);
        }
    }

    private static final class Tap extends TurboFilter {
        private final Consumer<LogLine> lines;

        Tap(Consumer<LogLine> lines) {
            this.lines = lines;
        }

        @Override
        public FilterReply decide(
                @Nullable Marker marker,
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            if (!level.isGreaterOrEqual(Level.DEBUG) || !isStarted() || !LogTaps.isOwn(logger.getName())) {
                return FilterReply.NEUTRAL;
            }
            try {
                if (format == null && arguments == null && failure == null && LoggingCall.isQuestion()) {
                    // After which comes the line.
                    return FilterReply.ACCEPT;
                }
                take(logger, level, format, arguments, failure);
            } catch (Throwable broken) {
                Faults.shared().record("flare.log", broken);
            }
            return FilterReply.NEUTRAL;
        }

        private void take(
                Logger logger,
                Level level,
                @Nullable String format,
                Object @Nullable [] arguments,
                @Nullable Throwable failure) {
            // A failure may also be the last argument.
            FormattingTuple text = failure == null
                    ? MessageFormatter.arrayFormat(format, arguments)
                    : MessageFormatter.arrayFormat(format, arguments, failure);
            lines.accept(new LogLine(
                    Instant.now(),
                    level.toString(),
                    Thread.currentThread().getName(),
                    logger.getName(),
                    String.valueOf(text.getMessage()),
                    text.getThrowable()));
        }
    }
}
