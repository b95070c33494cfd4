/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.testing.LogLines;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class StatsSettingsTest {
    @Test
    void nothing_configured_means_that_they_are_computed() {
        StatsSettings settings = StatsSettings.from(configuration(Map.of()), false);

        assertThat(settings.enabled()).isTrue();
        assertThat(settings.apmEnabled()).isTrue();
        assertThat(settings.ignoreAgentVersion()).isFalse();
        assertThat(settings.additionalTags()).isEmpty();
        assertThat(settings.ignoredResources()).isEmpty();
    }

    @Test
    void everything_can_be_set() {
        StatsSettings settings = StatsSettings.from(
                configuration(Map.of(
                        "dd.trace.stats-computation.enabled", "false",
                        "dd.trace.stats-computation.ignore-agent-version", "true",
                        "dd.trace.stats.cardinality-limit", "100",
                        "dd.trace.stats.additional-tags", "a,b",
                        "dd.trace.tracer-metrics.ignored-resources", "GET /x,GET /y")),
                true);

        assertThat(settings)
                .isEqualTo(
                        new StatsSettings(false, true, true, 100, List.of("a", "b"), Set.of("GET /x", "GET /y"), true));
    }

    @Test
    void more_than_four_additional_tags_are_none_and_said_so() {
        try (LogLines log = new LogLines(StatsSettings.class)) {
            StatsSettings settings =
                    StatsSettings.from(configuration(Map.of("dd.trace.stats.additional-tags", "a,b,c,d,e")), false);

            assertThat(settings.additionalTags()).isEmpty();
            assertThat(log.warnings()).singleElement().satisfies(line -> assertThat(line)
                    .contains("dd.trace.stats.additional-tags", "a,b,c,d,e", "at most 4"));
        }
    }

    private static Configuration configuration(Map<String, String> texts) {
        return new Configuration(key -> {
            String text = texts.get(key.name());
            return text == null ? null : new ConfigText(text, ConfigOrigin.ENVIRONMENT, "test");
        });
    }
}
