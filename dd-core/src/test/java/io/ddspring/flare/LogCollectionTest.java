/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogCollectionTest {
    private static final Duration PATIENCE = Duration.ofMinutes(20);
    private static final Duration RENEWAL = Duration.ofSeconds(5);

    private final ManualTap tap = new ManualTap();
    private final ManualBackground background = new ManualBackground();
    private final LogCollection log =
            new LogCollection(tap, background, Clock.fixed(Instant.ofEpochSecond(7), ZoneOffset.UTC));

    @Test
    void without_preparation_there_is_exactly_the_line_that_says_so() throws IOException {
        assertThat(text().getBytes(StandardCharsets.UTF_8)).hasSize(64);
        assertThat(text()).isEqualTo("No tracer log file specified and no prepare flare event received");
    }

    @Test
    void lines_are_there_from_the_preparation_on() throws IOException {
        tap.log("before");
        log.begin();
        tap.log("first");
        log.begin();
        tap.log("second");

        assertThat(text()).doesNotContain("before").contains("first\n").endsWith("second\n");
        assertThat(text()).hasSizeGreaterThan(64).startsWith("1970-01-01T00:00:07Z INFO");
        assertThat(tap.opened).isEqualTo(1);
        assertThat(log.status()).containsEntry("collecting", true).containsEntry("since", "1970-01-01T00:00:07Z");
    }

    @Test
    void a_preparation_alone_leaves_more_than_the_line_for_none() throws IOException {
        log.begin();

        assertThat(text()).hasSizeGreaterThan(64).contains("at level DEBUG");
    }

    @Test
    void the_end_gives_everything_back() throws IOException {
        log.begin();
        tap.log("first");
        log.end();
        log.end();

        assertThat(tap.listeners).isEmpty();
        assertThat(text()).isEqualTo(LogCollection.NOTHING);
        assertThat(background.timers(PATIENCE)).singleElement().matches(timer -> timer.cancelled);
        assertThat(log.status()).containsOnlyKeys("collecting").containsEntry("collecting", false);
    }

    @Test
    void twenty_minutes_after_the_last_preparation_it_ends() {
        log.begin();
        log.begin();

        List<ManualBackground.Timer> timers = background.timers(PATIENCE);
        assertThat(timers).hasSize(2);
        assertThat(timers.get(0).cancelled).isTrue();
        assertThat(timers.get(1).cancelled).isFalse();

        timers.get(1).task.run();

        assertThat(tap.listeners).isEmpty();
    }

    @Test
    void a_late_timer_of_an_earlier_preparation_does_not_end_a_later_one() {
        log.begin();
        log.end();
        log.begin();

        background.timers(PATIENCE).get(0).task.run();

        assertThat(tap.listeners).hasSize(1);
    }

    @Test
    void lines_go_on_after_the_logging_system_was_reset() throws IOException {
        log.begin();
        tap.reset();
        renewal(0).run();
        tap.log("first");
        tap.reset();
        renewal(1).run();
        tap.log("second");

        assertThat(text()).contains("first\n").endsWith("second\n");
        assertThat(tap.opened).isEqualTo(1);
    }

    @Test
    void a_flare_finds_out_about_a_reset_as_well() throws IOException {
        log.begin();
        tap.reset();
        text();
        tap.log("first");

        assertThat(text()).endsWith("first\n");
    }

    @Test
    void nothing_is_renewed_after_the_end() {
        log.begin();
        log.end();
        renewal(0).run();

        assertThat(tap.listeners).isEmpty();
        assertThat(background.timers(RENEWAL)).hasSize(1);
    }

    @Test
    void a_renewal_that_fails_is_tried_again() throws IOException {
        log.begin();
        tap.failure = new IllegalStateException("the logging system is being reset");
        tap.reset();
        renewal(0).run();
        assertThat(text()).contains("at level DEBUG");
        tap.failure = null;
        renewal(1).run();

        assertThat(tap.listeners).hasSize(1);
    }

    private Runnable renewal(int number) {
        return background.timers(RENEWAL).get(number).task;
    }

    private String text() throws IOException {
        StringWriter text = new StringWriter();
        log.write(text);
        return text.toString();
    }
}
