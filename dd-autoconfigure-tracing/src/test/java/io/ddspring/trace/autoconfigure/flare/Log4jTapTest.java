/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.event.Subscription;
import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogSubscription;
import java.util.ArrayList;
import java.util.List;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.Logger;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.DefaultConfiguration;
import org.apache.logging.log4j.core.config.Property;
import org.apache.logging.log4j.message.Message;
import org.apache.logging.log4j.message.SimpleMessage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class Log4jTapTest {
    private final LoggerContext context = new LoggerContext("test");
    private final List<String> applicationLog = new ArrayList<>();
    private final List<LogLine> lines = new ArrayList<>();

    @BeforeEach
    void configure() {
        DefaultConfiguration configuration = new DefaultConfiguration();
        context.start(configuration);
        AbstractAppender appender = new AbstractAppender("list", null, null, true, Property.EMPTY_ARRAY) {
            @Override
            public void append(LogEvent event) {
                applicationLog.add(event.getLevel() + " " + event.getMessage().getFormattedMessage());
            }
        };
        appender.start();
        configuration.getRootLogger().getAppenders().keySet().forEach(configuration.getRootLogger()::removeAppender);
        configuration.getRootLogger().addAppender(appender, null, null);
        configuration.getRootLogger().setLevel(Level.INFO);
        context.updateLoggers();
    }

    @AfterEach
    void stop() {
        context.close();
    }

    @Test
    void debug_lines_are_collected_and_the_log_of_the_application_stays_as_it_is() {
        try (Subscription tap = new Log4jTap(context).open(lines::add)) {
            logSomething();
        }

        assertThat(lines)
                .extracting(line -> line.level() + " " + line.message())
                .containsExactly(
                        "DEBUG sent 7 of 8", "DEBUG guarded", "DEBUG message", "INFO started", "WARN failed: why");
        assertThat(lines.get(4).failure()).hasMessage("cause");
        assertThat(applicationLog).containsExactly("INFO started", "WARN failed: why", "INFO of others");
    }

    @Test
    void nothing_is_left_behind() {
        new Log4jTap(context).open(lines::add).close();

        logSomething();

        assertThat(lines).isEmpty();
        assertThat(context.getConfiguration().getFilter()).isNull();
        assertThat(context.getLogger("io.ddspring.A").isDebugEnabled()).isFalse();
        assertThat(applicationLog).containsExactly("INFO started", "WARN failed: why", "INFO of others");
    }

    @Test
    void lines_are_collected_again_after_the_context_was_configured_anew() {
        try (LogSubscription tap = new Log4jTap(context).open(lines::add)) {
            Logger own = context.getLogger("io.ddspring.A");
            context.reconfigure();
            own.debug("lost");
            tap.renew();
            tap.renew();
            own.debug("first");
            context.reconfigure();
            tap.renew();
            own.debug("second");
        }

        assertThat(lines).extracting(LogLine::message).containsExactly("first", "second");
        assertThat(context.getConfiguration().getFilter()).isNull();
    }

    @Test
    void lines_without_a_text_stay_out_of_the_log() {
        try (LogSubscription tap = new Log4jTap(context).open(lines::add)) {
            Logger own = context.getLogger("io.ddspring.A");
            own.debug((String) null);
            own.debug((Message) null);
            own.debug((String) null, new IllegalStateException("cause"));
            own.info((String) null);
        }

        assertThat(applicationLog).singleElement().asString().startsWith("INFO");
        assertThat(lines).hasSize(4).extracting(LogLine::message).containsOnly("null");
        assertThat(lines.get(2).failure()).hasMessage("cause");
    }

    private void logSomething() {
        Logger own = context.getLogger("io.ddspring.A");
        own.debug("sent {} of {}", 7, 8);
        if (own.isDebugEnabled()) {
            own.debug("guarded");
        }
        own.debug((Message) new SimpleMessage("message"));
        own.trace("too fine");
        own.info("started");
        own.warn("failed: {}", "why", new IllegalStateException("cause"));
        Logger others = context.getLogger("io.ddspringlike.Application");
        others.debug("of others, too fine");
        others.info("of others");
    }
}
