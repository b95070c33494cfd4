/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.turbo.DuplicateMessageFilter;
import ch.qos.logback.core.read.ListAppender;
import io.ddspring.event.Subscription;
import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogSubscription;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LogbackTapTest {
    private final LoggerContext context = new LoggerContext();
    private final Logger root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    private final Logger own = context.getLogger("io.ddspring.writer.AgentTraceWriter");
    private final Logger others = context.getLogger("io.ddspringlike.Application");
    private final ListAppender<ILoggingEvent> applicationLog = new ListAppender<>();
    private final List<LogLine> lines = new ArrayList<>();

    @BeforeEach
    void configure() {
        root.setLevel(Level.INFO);
        applicationLog.start();
        root.addAppender(applicationLog);
    }

    @Test
    void debug_lines_are_collected_and_the_log_of_the_application_stays_as_it_is() {
        try (Subscription tap = new LogbackTap(context).open(lines::add)) {
            logSomething();
        }

        assertThat(lines)
                .extracting(line -> line.level() + " " + line.message())
                .containsExactly("DEBUG sent 7 of 8", "DEBUG guarded", "INFO started", "WARN failed: why");
        assertThat(lines)
                .allMatch(line ->
                        line.logger().equals(own.getName()) && line.thread().equals("main"));
        assertThat(lines.get(3).failure()).hasMessage("cause");
        assertThat(applicationLog.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("started", "failed: why", "of others");
    }

    @Test
    void the_log_is_the_same_with_and_without() {
        logSomething();
        List<String> without =
                applicationLog.list.stream().map(ILoggingEvent::toString).toList();
        applicationLog.list.clear();

        try (Subscription tap = new LogbackTap(context).open(lines::add)) {
            logSomething();
        }

        assertThat(applicationLog.list).extracting(ILoggingEvent::toString).isEqualTo(without);
    }

    @Test
    void nothing_is_left_behind() {
        new LogbackTap(context).open(lines::add).close();

        logSomething();

        assertThat(lines).isEmpty();
        assertThat(context.getTurboFilterList()).isEmpty();
        assertThat(context.getLogger("io.ddspring").getLevel()).isNull();
        assertThat(own.isDebugEnabled()).isFalse();
    }

    @Test
    void levels_that_the_application_has_set_count_for_its_own_log_only() {
        context.getLogger("io.ddspring").setLevel(Level.ERROR);
        own.setLevel(Level.OFF);

        try (Subscription tap = new LogbackTap(context).open(lines::add)) {
            logSomething();
        }

        assertThat(lines).hasSize(4);
        assertThat(applicationLog.list)
                .extracting(ILoggingEvent::getFormattedMessage)
                .containsExactly("of others");
    }

    @Test
    void a_filter_of_the_application_hides_nothing() {
        DuplicateMessageFilter filter = new DuplicateMessageFilter();
        filter.setAllowedRepetitions(0);
        filter.start();
        context.addTurboFilter(filter);

        try (Subscription tap = new LogbackTap(context).open(lines::add)) {
            own.info("same");
            own.info("same");
        }

        assertThat(lines).hasSize(2);
        assertThat(applicationLog.list).hasSize(1);
        assertThat(context.getTurboFilterList()).containsExactly(filter);
    }

    @Test
    void trouble_with_a_line_does_not_reach_who_logs_it() {
        Object unprintable = new Object() {
            @Override
            public String toString() {
                throw new IllegalStateException("no text");
            }
        };
        try (Subscription tap = new LogbackTap(context).open(line -> {
            throw new IllegalStateException("full");
        })) {
            own.info("{}", unprintable);
            own.info("next");
        }

        assertThat(applicationLog.list).hasSize(2);
    }

    @Test
    void lines_are_collected_again_after_a_reset() {
        try (LogSubscription tap = new LogbackTap(context).open(lines::add)) {
            context.reset();
            own.debug("lost");
            tap.renew();
            tap.renew();
            own.debug("first");
            context.stop();
            context.reset();
            tap.renew();
            own.debug("second");
            context.start();
            own.debug("third");
        }

        assertThat(lines).extracting(LogLine::message).containsExactly("first", "second", "third");
        assertThat(context.getTurboFilterList()).isEmpty();
    }

    @Test
    void lines_without_a_text_stay_out_of_the_log() {
        try (LogSubscription tap = new LogbackTap(context).open(lines::add)) {
            own.debug(null);
            own.debug(null, new IllegalStateException("cause"));
            own.debug(null, 7, 8);
            own.info(null);
        }

        assertThat(applicationLog.list).singleElement().matches(event -> event.getLevel() == Level.INFO);
        assertThat(lines).hasSize(4).extracting(LogLine::message).containsOnly("null");
        assertThat(lines.get(1).failure()).hasMessage("cause");
    }

    private void logSomething() {
        own.debug("sent {} of {}", 7, 8);
        if (own.isDebugEnabled()) {
            own.debug("guarded");
        }
        own.trace("too fine");
        own.info("started");
        own.warn("failed: {}", "why", new IllegalStateException("cause"));
        others.debug("of others, too fine");
        others.info("of others");
    }
}
