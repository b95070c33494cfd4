/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class OtelSettingsTest {
    private static final String UNSET = "-";

    static Stream<Arguments> settings() throws IOException {
        try (InputStream file = OtelSettingsTest.class.getResourceAsStream("otel-settings.txt")) {
            String text = new String(Objects.requireNonNull(file).readAllBytes(), StandardCharsets.UTF_8);
            return text.lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\\|", -1))
                    .map(cells -> Arguments.of(cells[0].trim(), cells[1].trim(), cells[2].trim()));
        }
    }

    @ParameterizedTest
    @MethodSource("settings")
    void a_setting_of_opentelemetry_is_used_where_ours_is_not_set(String variables, String key, String text) {
        Configuration configuration = new Configuration(source(variables));

        String found = key.equals(ServiceKeys.TAGS.name())
                ? configuration.get(ServiceKeys.TAGS).entrySet().stream()
                        .map(tag -> tag.getKey() + ":" + tag.getValue())
                        .collect(Collectors.joining(","))
                : configuration.get(ConfigKey.of(key, ConfigType.TEXT, "", "of this test"));

        assertThat(found.isEmpty() ? UNSET : found).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({
        "OTEL_TRACES_EXPORTER=otlp, otel.traces.exporter=otlp",
        "OTEL_METRICS_EXPORTER=prometheus, otel.metrics.exporter=prometheus",
        "OTEL_TRACES_SAMPLER=jaeger_remote, otel.traces.sampler=jaeger_remote"
    })
    void a_value_that_is_not_supported_is_told_once(String variable, String told) {
        List<String> problems = new ArrayList<>();
        Configuration configuration = new Configuration(source(variable), problem -> problems.add(problem.message()));
        for (int i = 0; i < 2; i++) {
            configuration.get(OtelKeys.TRACES_EXPORTER);
            configuration.get(OtelKeys.METRICS_EXPORTER);
            configuration.get(OtelKeys.TRACES_SAMPLER);
            configuration.get(TracerKeys.ENABLED);
            configuration.get(TracerKeys.SAMPLE_RATE);
        }

        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith(told).contains("allowed is ").endsWith("; it is ignored");
    }

    private static ConfigSource source(String variables) {
        Map<String, String> parsed = new HashMap<>();
        for (String variable : variables.split(" ", -1)) {
            int equals = variable.indexOf('=');
            parsed.put(variable.substring(0, equals), variable.substring(equals + 1));
        }
        return ConfigSources.withDerived(ConfigSources.environment(parsed), null);
    }
}
