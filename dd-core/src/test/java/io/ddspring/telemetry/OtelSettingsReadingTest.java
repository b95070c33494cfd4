/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import io.ddspring.testing.ManualTime;
import io.ddspring.vendor.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OtelSettingsReadingTest {
    private final TelemetryMetrics metrics = new TelemetryMetrics(true, new ManualTime(), Duration.ofSeconds(10));

    @ParameterizedTest
    @CsvSource({
        "OTEL_SERVICE_NAME=a, ''",
        "OTEL_SERVICE_NAME=a DD_SERVICE=b, hiding otel_service_name dd_service",
        "OTEL_TRACES_SAMPLER=always_on, ''",
        "OTEL_TRACES_SAMPLER=always_on DD_TRACE_SAMPLE_RATE=1, hiding otel_traces_sampler dd_trace_sample_rate",
        "OTEL_TRACES_SAMPLER=jaeger_remote, invalid otel_traces_sampler",
        "OTEL_TRACES_SAMPLER=jaeger_remote DD_TRACE_SAMPLE_RATE=1, invalid otel_traces_sampler",
        "OTEL_LOG_LEVEL=info, ''",
        "OTEL_EXPORTER_OTLP_ENDPOINT=http://secret, unsupported otel_exporter_otlp_endpoint",
        "DD_SERVICE=b, ''"
    })
    void settings_without_effect_are_counted_once(String variables, String counted) throws IOException {
        Map<String, String> environment = new TreeMap<>();
        for (String variable : variables.split(" ", -1)) {
            environment.put(variable.split("=", 2)[0], variable.split("=", 2)[1]);
        }
        List<String> problems = new ArrayList<>();
        OtelSettingsReading reading = new OtelSettingsReading(
                new Configuration(
                        ConfigSources.withDerived(ConfigSources.environment(environment), null),
                        problem -> problems.add(problem.message())),
                environment.keySet(),
                metrics,
                OtelSettingsReadingTest::key);

        reading.run();
        reading.run();

        assertThat(told()).containsExactlyElementsOf(counted.isEmpty() ? List.of() : List.of(counted + " 1"));
        assertThat(problems).as("nobody asked for these").isEmpty();
    }

    private List<String> told() throws IOException {
        metrics.endInterval();
        List<String> told = new ArrayList<>();
        for (TelemetryMessage message : metrics.takeNew()) {
            new JsonMapper()
                    .readTree(Objects.requireNonNull(message.payload()))
                    .path("series")
                    .forEach(series -> {
                        StringBuilder text =
                                new StringBuilder(series.path("metric").asText().replace("otel.env.", ""));
                        series.path("tags").forEach(tag -> text.append(' ')
                                .append(tag.asText().split(":", 2)[1]));
                        told.add(text.append(' ')
                                .append(series.path("points").get(0).get(1).asInt())
                                .toString());
                    });
        }
        return told;
    }

    private static ConfigKey<?> key(String name) {
        return name.equals("otel.traces.sampler")
                ? ConfigKey.of(name, ConfigType.oneOf("always_on", "always_off"), "", "")
                : ConfigKey.of(name, ConfigType.TEXT, "", "");
    }
}
