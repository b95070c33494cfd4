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
import org.junit.jupiter.api.Test;

class LogCollectionTest {
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
        assertThat(background.timers).singleElement().matches(timer -> timer.cancelled);
        assertThat(log.status()).containsOnlyKeys("collecting").containsEntry("collecting", false);
    }

    @Test
    void twenty_minutes_after_the_last_preparation_it_ends() {
        log.begin();
        log.begin();

        assertThat(background.timers).hasSize(2).allMatch(timer -> timer.delay.equals(Duration.ofMinutes(20)));
        assertThat(background.timers.get(0).cancelled).isTrue();
        assertThat(background.timers.get(1).cancelled).isFalse();

        background.timers.get(1).task.run();

        assertThat(tap.listeners).isEmpty();
    }

    @Test
    void a_late_timer_of_an_earlier_preparation_does_not_end_a_later_one() {
        log.begin();
        log.end();
        log.begin();

        background.timers.get(0).task.run();

        assertThat(tap.listeners).hasSize(1);
    }

    private String text() throws IOException {
        StringWriter text = new StringWriter();
        log.write(text);
        return text.toString();
    }
}
