/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WriterSettingsTest {
    @Test
    void nothing_configured_means_the_defaults() {
        assertThat(WriterSettings.from(configuration(Map.of())))
                .isEqualTo(WriterSettings.defaults())
                .isEqualTo(
                        new WriterSettings(TraceProtocol.V04, Duration.ofSeconds(1), 5 * 1024 * 1024, 1024, 32 * 1024));
    }

    @Test
    void the_smaller_limit_on_bytes_counts() {
        WriterSettings settings = WriterSettings.from(configuration(Map.of(
                "dd.trace.flush-interval", "0.25",
                "dd.trace.writer-buffer-size-bytes", "1000000",
                "dd.trace.writer-max-payload-size-bytes", "900000")));

        assertThat(settings.flushInterval()).isEqualTo(Duration.ofMillis(250));
        assertThat(settings.payloadLimitBytes()).isEqualTo(900_000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.4", "v0.4", " 0.4 "})
    void the_supported_protocol_is_no_problem(String version) {
        assertThat(problemsOf(version)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"0.4, V04", "v0.4, V04", "0.5, V05", "' v0.5 ', V05"})
    void the_protocol_is_named_by_its_version(String version, TraceProtocol protocol) {
        Configuration configuration = configuration(Map.of("dd.trace.agent-protocol-version", version));

        assertThat(WriterSettings.from(configuration).protocol()).isEqualTo(protocol);
        assertThat(configuration.problems()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0", "latest"})
    void another_protocol_is_a_problem_and_v04_is_used(String version) {
        assertThat(problemsOf(version)).hasSize(1).allSatisfy(problem -> assertThat(problem.message())
                .contains(version, "using 0.4"));
    }

    @Test
    void impossible_limits_are_refused() {
        assertThatThrownBy(() -> new WriterSettings(TraceProtocol.V04, Duration.ZERO, 1, 1, 1))
                .hasMessageContaining("flushInterval");
        assertThatThrownBy(() -> new WriterSettings(TraceProtocol.V04, Duration.ofSeconds(1), 0, 1, 1))
                .hasMessageContaining("limits");
    }

    private static Iterable<ConfigProblem> problemsOf(String version) {
        Configuration configuration = configuration(Map.of("dd.trace.agent-protocol-version", version));
        WriterSettings.from(configuration);
        return configuration.problems();
    }

    private static Configuration configuration(Map<String, String> texts) {
        return new Configuration(key -> {
            String text = texts.get(key.name());
            return text == null ? null : new ConfigText(text, ConfigOrigin.ENVIRONMENT, "test");
        });
    }
}
