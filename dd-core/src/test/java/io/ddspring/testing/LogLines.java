/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.testing;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.LoggerFactory;

/** What one class logs while this object is open; it does not appear on the console. Thread-safe. */
public final class LogLines implements AutoCloseable {
    private final Logger logger;
    private final AppenderBase<ILoggingEvent> appender;
    private final List<ILoggingEvent> events = new CopyOnWriteArrayList<>();

    /** Listens to the logger of {@code owner}. */
    public LogLines(Class<?> owner) {
        this.logger = (Logger) LoggerFactory.getLogger(owner);
        this.appender = new AppenderBase<>() {
            @Override
            protected void append(ILoggingEvent event) {
                events.add(event);
            }
        };
        appender.setContext(logger.getLoggerContext());
        appender.start();
        logger.addAppender(appender);
        logger.setAdditive(false);
    }

    /** The messages of level WARN, in order. */
    public List<String> warnings() {
        return events.stream()
                .filter(event -> event.getLevel() == Level.WARN)
                .map(ILoggingEvent::getFormattedMessage)
                .toList();
    }

    @Override
    public void close() {
        logger.setAdditive(true);
        logger.detachAppender(appender);
        appender.stop();
    }
}
