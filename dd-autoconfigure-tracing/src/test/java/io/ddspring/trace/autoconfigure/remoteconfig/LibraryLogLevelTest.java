/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggerConfiguration;
import org.springframework.boot.logging.LoggingSystem;

class LibraryLogLevelTest {
    private static final String LOGGER = "io.ddspring";

    private final LoggingSystem system = LoggingSystem.get(getClass().getClassLoader());
    private final LogLevel before = configured();

    @BeforeEach
    void applicationsOwn() {
        system.setLogLevel(LOGGER, LogLevel.ERROR);
    }

    @AfterEach
    void restore() {
        system.setLogLevel(LOGGER, before);
    }

    @Test
    void the_applications_own_level_comes_back_however_often_it_changes() {
        LibraryLogLevel level = new LibraryLogLevel(() -> system, false);

        level.use(debug("true"));
        assertThat(configured()).isEqualTo(LogLevel.DEBUG);
        level.use(debug("false"));
        assertThat(configured()).isEqualTo(LogLevel.ERROR);
        level.use(debug("true"));
        level.use(debug("false"));
        assertThat(configured()).isEqualTo(LogLevel.ERROR);
    }

    @Test
    void what_began_with_debugging_can_be_quieter() {
        LibraryLogLevel level = new LibraryLogLevel(() -> system, true);

        level.use(debug("false"));
        assertThat(configured()).isEqualTo(LogLevel.INFO);
        level.use(debug("true"));
        assertThat(configured()).isEqualTo(LogLevel.ERROR);
    }

    private LogLevel configured() {
        LoggerConfiguration present = system.getLoggerConfiguration(LOGGER);
        return present == null ? null : present.getConfiguredLevel();
    }

    private static Configuration debug(String value) {
        return new Configuration(ConfigSources.environment(Map.of("DD_TRACE_DEBUG", value)));
    }
}
