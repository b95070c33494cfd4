/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OldNamesTest {
    @ParameterizedTest
    @CsvSource({
        "DD_SERVICE_NAME, dd.service",
        "dd.service.name, dd.service",
        "DD_AGENT_PORT, dd.trace.agent-port",
        "DD_HTTP_CLIENT_ERROR_STATUSES, dd.trace.http.client.error-statuses",
        "DD_HTTP_SERVER_ERROR_STATUSES, dd.trace.http.server.error-statuses",
        "DD_OBFUSCATION_QUERY_STRING_REGEXP, dd.trace.obfuscation-query-string-regexp",
        "DD_PROPAGATION_STYLE_EXTRACT, dd.trace.propagation-style-extract",
        "DD_PROPAGATION_STYLE_INJECT, dd.trace.propagation-style-inject",
        "DD_TRACE_TRACER_METRICS_ENABLED, dd.trace.stats-computation.enabled",
        "DD_TRACE_TRACER_METRICS_MAX_AGGREGATES, dd.trace.stats.cardinality-limit"
    })
    void an_old_name_still_works_and_is_told(String oldName, String name) {
        ConfigKey<String> key = ConfigKey.of(name, ConfigType.TEXT, "", "Text.");
        Configuration configuration = new Configuration(ConfigSources.environment(Map.of(oldName, "x")));

        assertThat(configuration.get(key)).isEqualTo("x");
        assertThat(configuration.oldNames())
                .singleElement()
                .extracting(OldName::location, OldName::key)
                .containsExactly("environment variable " + oldName, name);
    }

    @Test
    void whoever_uses_an_old_name_is_told_both() {
        Configuration configuration = new Configuration(ConfigSources.environment(Map.of("DD_SERVICE_NAME", "x")));
        configuration.get(ServiceKeys.SERVICE);

        assertThat(configuration.oldNames())
                .singleElement()
                .extracting(OldName::message)
                .isEqualTo("DD_SERVICE_NAME (environment variable DD_SERVICE_NAME) is an old name:"
                        + " use dd.service or DD_SERVICE");
    }

    @Test
    void the_name_of_today_wins_in_the_same_place() {
        Configuration configuration =
                new Configuration(ConfigSources.environment(Map.of("DD_SERVICE_NAME", "old", "DD_SERVICE", "new")));

        assertThat(configuration.get(ServiceKeys.SERVICE)).isEqualTo("new");
        assertThat(configuration.oldNames()).hasSize(1);
    }

    @Test
    void pairs_may_be_given_one_by_one_under_an_old_name() {
        Configuration configuration = new Configuration(ConfigSources.texts(
                Map.of("dd.trace.global.tags.team", "shop"), ConfigOrigin.APPLICATION_FILE, "the test"));

        assertThat(configuration.get(ServiceKeys.TAGS)).containsExactly(Map.entry("team", "shop"));
        assertThat(configuration.oldNames()).hasSize(1);
    }

    @Test
    void the_switch_of_an_integration_has_an_old_name() {
        ConfigKey<Boolean> key = ConfigKey.of("dd.trace.kafka.enabled", ConfigType.FLAG, true, "Whether.")
                .alias("DD_TRACE_INTEGRATION_KAFKA_ENABLED");

        assertThat(key.oldNames()).containsExactly("dd.integration.kafka.enabled");
        assertThat(new Configuration(ConfigSources.environment(Map.of("DD_INTEGRATION_KAFKA_ENABLED", "0"))).get(key))
                .isFalse();
        assertThat(TracerKeys.ENABLED.oldNames()).isEmpty();
    }

    @Test
    void other_official_names_are_not_old() {
        Configuration configuration = new Configuration(
                ConfigSources.environment(Map.of("DD_LOGS_INJECTION_ENABLED", "0", "DD_TRACE_TAGS", "a:b")));
        configuration.get(TracerKeys.LOGS_INJECTION);
        configuration.get(ServiceKeys.TAGS);

        assertThat(configuration.oldNames()).isEqualTo(List.of());
    }
}
