/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import org.apache.logging.log4j.core.LogEvent;
import org.slf4j.MDC;
import org.springframework.util.ClassUtils;

/**
 * Looks into the logging context that an event was logged with. That of the calling thread may be another one: an event
 * may be written by a thread of the logging system.
 */
final class LoggedContexts {
    private static final boolean LOGBACK = isPresent("ch.qos.logback.classic.spi.ILoggingEvent");
    private static final boolean LOG4J = isPresent("org.apache.logging.log4j.core.LogEvent");

    private LoggedContexts() {}

    static boolean contains(Object event, String key) {
        if (LOGBACK && Logback.isEvent(event)) {
            return Logback.contains(event, key);
        }
        if (LOG4J && Log4j.isEvent(event)) {
            return Log4j.contains(event, key);
        }
        return MDC.get(key) != null;
    }

    private static boolean isPresent(String className) {
        return ClassUtils.isPresent(className, LoggedContexts.class.getClassLoader());
    }

    private static final class Logback {
        static boolean isEvent(Object event) {
            return event instanceof ILoggingEvent;
        }

        static boolean contains(Object event, String key) {
            return ((ILoggingEvent) event).getMDCPropertyMap().containsKey(key);
        }
    }

    private static final class Log4j {
        static boolean isEvent(Object event) {
            return event instanceof LogEvent;
        }

        static boolean contains(Object event, String key) {
            return ((LogEvent) event).getContextData().containsKey(key);
        }
    }
}
