/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.testing.LogLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SpanRuleSettingsTest {
    private static final String RULES = "DD_SPAN_SAMPLING_RULES";
    private static final String FILE = "DD_SPAN_SAMPLING_RULES_FILE";

    @TempDir
    private Path directory;

    @Test
    void there_are_none_unless_set() {
        assertThat(rules(Map.of())).isEmpty();
    }

    @Test
    void they_can_be_in_a_file() throws IOException {
        assertThat(rules(Map.of(FILE, file("[{\"name\":\"a\",\"sample_rate\":0.5}]"))))
                .hasSize(1);
    }

    @Test
    void those_that_are_set_win_over_the_file_and_that_is_told() throws IOException {
        String file = file("[{},{}]");
        try (LogLines log = new LogLines(SpanRuleSettings.class)) {
            assertThat(rules(Map.of(RULES, "[{}]", FILE, file))).hasSize(1);

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("dd.span-sampling-rules is set", "dd.span-sampling-rules-file=" + file);
        }
    }

    @Test
    void a_file_that_cannot_be_read_is_reported() {
        String missing = directory.resolve("missing.json").toString();
        try (LogLines log = new LogLines(SpanRuleSettings.class)) {
            assertThat(rules(Map.of(FILE, missing))).isEmpty();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("dd.span-sampling-rules-file=" + missing, "cannot be read");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{}", "[7]"})
    void a_file_with_anything_else_is_reported_and_no_rule_applies(String content) throws IOException {
        String file = file(content);
        try (LogLines log = new LogLines(SpanRuleSettings.class)) {
            assertThat(rules(Map.of(FILE, file))).isEmpty();

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains(file, "allowed is a JSON array of rules like");
        }
    }

    @ParameterizedTest
    @CsvSource({"50, 50", "50.9, 50", "0.5, 1", "1, 1", "\"7\", 7"})
    void the_limit_is_a_whole_number_of_at_least_one(String given, int limit) {
        assertThat(rules(Map.of(RULES, "[{\"max_per_second\":" + given + "}]")))
                .singleElement()
                .satisfies(rule -> {
                    assertThat(rule.isLimited()).isTrue();
                    assertThat(rule.maxPerSecond()).isEqualTo(limit);
                });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"max_per_second\":0}",
                "{\"max_per_second\":-1}",
                "{\"max_per_second\":\"x\"}",
                "{\"sample_rate\":2}"
            })
    void a_rule_that_makes_no_sense_is_left_out_and_reported(String rule) {
        try (LogLines log = new LogLines(SpanRuleSettings.class)) {
            assertThat(rules(Map.of(RULES, "[" + rule + ",{}]"))).hasSize(1);

            assertThat(log.warnings()).singleElement().asString().contains("dd.span-sampling-rules", rule);
        }
    }

    @Test
    void resource_and_tags_are_taken_but_do_not_matter() {
        assertThat(rules(Map.of(RULES, "[{\"resource\":\"x\",\"tags\":{\"a\":\"b\"}}]")))
                .hasSize(1);
    }

    private String file(String content) throws IOException {
        return Files.writeString(directory.resolve("rules.json"), content).toString();
    }

    private static List<SpanSamplingRule> rules(Map<String, String> variables) {
        return SpanRuleSettings.rules(new Configuration(ConfigSources.environment(variables), problem -> {
            throw new AssertionError(problem.message());
        }));
    }
}
