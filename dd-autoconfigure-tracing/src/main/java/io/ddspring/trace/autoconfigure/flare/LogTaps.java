/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import io.ddspring.flare.LogTap;
import org.slf4j.ILoggerFactory;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.logging.LoggingSystem;

/** Finds out what the application logs with. */
final class LogTaps {
    /** What all loggers of the library begin with. */
    static final String OWN_LOGGERS = "io.ddspring";

    private LogTaps() {}

    static LogTap of(BeanFactory beans) {
        ILoggerFactory factory = LoggerFactory.getILoggerFactory();
        // By name: neither need be on the class path.
        return switch (factory.getClass().getName()) {
            case "ch.qos.logback.classic.LoggerContext" -> new LogbackTap(factory);
            case "org.apache.logging.slf4j.Log4jLoggerFactory" -> Log4jTap.ofApplication();
            default ->
                new LevelTap(
                        beans.getBeanProvider(LoggingSystem.class).getIfAvailable(),
                        factory.getClass().getName());
        };
    }

    static boolean isOwn(String logger) {
        return logger.startsWith(OWN_LOGGERS)
                && (logger.length() == OWN_LOGGERS.length() || logger.charAt(OWN_LOGGERS.length()) == '.');
    }
}
