/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.LoggingEvent;
import java.util.Map;
import org.apache.logging.log4j.core.impl.Log4jLogEvent;
import org.apache.logging.log4j.util.SortedArrayStringMap;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;

class LoggedContextsTest {
    @Test
    void the_context_of_a_logback_event_counts() {
        LoggingEvent event = new LoggingEvent();
        event.setMDCPropertyMap(Map.of("dd.service", "shop"));

        assertThat(LoggedContexts.contains(event, "dd.service")).isTrue();
        assertThat(LoggedContexts.contains(event, "dd.env")).isFalse();
    }

    @Test
    void the_context_of_a_log4j_event_counts() {
        SortedArrayStringMap data = new SortedArrayStringMap();
        data.putValue("dd.service", "shop");
        Log4jLogEvent event = Log4jLogEvent.newBuilder().setContextData(data).build();

        assertThat(LoggedContexts.contains(event, "dd.service")).isTrue();
        assertThat(LoggedContexts.contains(event, "dd.env")).isFalse();
    }

    @Test
    void the_context_of_the_thread_counts_for_an_event_of_another_logging_system() {
        try (MDC.MDCCloseable entry = MDC.putCloseable("dd.service", "shop")) {
            assertThat(LoggedContexts.contains("an event", "dd.service")).isTrue();
            assertThat(LoggedContexts.contains("an event", "dd.env")).isFalse();
        }
    }
}
