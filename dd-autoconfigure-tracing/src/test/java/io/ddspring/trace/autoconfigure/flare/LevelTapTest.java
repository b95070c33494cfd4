/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.flare;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.event.Subscription;
import io.ddspring.flare.LogLine;
import io.ddspring.flare.LogSubscription;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.logging.java.JavaLoggingSystem;

class LevelTapTest {
    private final LoggingSystem system = new JavaLoggingSystem(getClass().getClassLoader());
    private final Logger logger = Logger.getLogger("io.ddspring");
    private final List<LogLine> lines = new ArrayList<>();

    @AfterEach
    void restore() {
        logger.setLevel(null);
    }

    @Test
    void the_level_is_raised_and_set_back() {
        logger.setLevel(Level.WARNING);

        try (Subscription tap = new LevelTap(system, "JUL").open(lines::add)) {
            assertThat(logger.getLevel()).isEqualTo(Level.FINE);
        }

        assertThat(logger.getLevel()).isEqualTo(Level.WARNING);
        assertThat(lines)
                .singleElement()
                .extracting(LogLine::message)
                .asString()
                .contains("cannot be collected from JUL");
    }

    @Test
    void a_level_that_was_inherited_is_inherited_again() {
        new LevelTap(system, "JUL").open(lines::add).close();

        assertThat(logger.getLevel()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"FINE", "FINER", "FINEST"})
    void a_level_that_is_fine_enough_or_unknown_to_spring_stays(String level) {
        logger.setLevel(Level.parse(level));

        try (Subscription tap = new LevelTap(system, "JUL").open(lines::add)) {
            assertThat(logger.getLevel()).isEqualTo(Level.parse(level));
        }

        assertThat(logger.getLevel()).isEqualTo(Level.parse(level));
    }

    @Test
    void a_level_that_somebody_changed_meanwhile_stays() {
        Subscription tap = new LevelTap(system, "JUL").open(lines::add);
        logger.setLevel(Level.SEVERE);
        tap.close();

        assertThat(logger.getLevel()).isEqualTo(Level.SEVERE);
    }

    @Test
    void the_level_is_raised_again_after_a_reset() {
        try (LogSubscription tap = new LevelTap(system, "JUL").open(lines::add)) {
            logger.setLevel(null);
            tap.renew();
            assertThat(logger.getLevel()).isEqualTo(Level.FINE);

            logger.setLevel(Level.SEVERE);
            tap.renew();
            assertThat(logger.getLevel()).isEqualTo(Level.SEVERE);
        }
    }

    @Test
    void an_unknown_logging_system_is_left_alone() {
        new LevelTap(null, "Other").open(lines::add).close();

        assertThat(lines)
                .singleElement()
                .extracting(LogLine::message)
                .asString()
                .contains("Other");
    }
}
