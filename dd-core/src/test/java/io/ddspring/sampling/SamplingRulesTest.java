/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.testing.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SamplingRulesTest {
    private static final String VARIABLE = "DD_TRACE_SAMPLING_RULES";

    private final List<ConfigProblem> problems = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[{\"sample_rate\":0.5",
                "{\"sample_rate\":0.5}",
                "nonsense",
                "[1]",
                "[\"a\"]",
                "[[]]",
                "[{\"sample_rate\":0.5}] x",
                "[{\"service\":{}}]",
                "[{\"tags\":\"a\"}]",
                "[{\"tags\":{\"a\":[]}}]",
                "[{\"tags\":[{\"value_glob\":\"x\"}]}]"
            })
    void what_is_no_array_of_rules_is_refused_as_a_whole_with_one_message(String json) {
        assertThat(rules(json).rules()).isEmpty();

        assertThat(problems).singleElement().satisfies(problem -> assertThat(problem.message())
                .contains("dd.trace.sampling-rules", json, VARIABLE, "allowed is a JSON array of rules like"));
    }

    @Test
    void a_long_value_is_shortened_in_the_message() {
        rules("[" + "x".repeat(5_000));

        assertThat(problems.get(0).message()).hasSizeLessThan(800).contains("xxx…");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                      | 1",
                "{'sample_rate':null}    | 1",
                "{'sample_rate':0.25}    | 0.25",
                "{'sample_rate':'0.25'}  | 0.25",
                "{'sample_rate':1}       | 1",
                "{'sample_rate':0}       | 0",
                "{'sample_rate':1e-6}    | 0.000001",
                "{'unknown':{'a':[1]}}   | 1"
            })
    void the_rate_is_a_number_or_its_text_and_everything_when_absent(String rule, double rate) {
        assertThat(rules("[" + rule.replace('\'', '"') + "]").rules())
                .singleElement()
                .satisfies(read -> assertThat(read.rate().value()).isEqualTo(rate));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1.1", "-0.1", "\"abc\"", "true", "\"NaN\"", "[]", "\"\""})
    void a_rule_whose_rate_makes_no_sense_is_left_out_and_reported(String rate) {
        String json = "[{\"service\":\"a\",\"sample_rate\":" + rate + "},{\"service\":\"b\",\"sample_rate\":0.5}]";

        try (LogLines log = new LogLines(TraceSampler.class)) {
            TraceSampler.from(configuration(Map.of(VARIABLE, json)));

            assertThat(log.warnings())
                    .singleElement()
                    .asString()
                    .contains("dd.trace.sampling-rules", "rule 0", "\"service\":\"a\"", "number from 0 to 1");
        }
        assertThat(rules(json).rules()).singleElement().satisfies(rule -> {
            assertThat(rule.rate().value()).isEqualTo(0.5);
            assertThat(rule.index()).isEqualTo(1);
            assertThat(rule).hasToString("{\"service\":\"b\",\"sample_rate\":0.5}");
        });
    }

    @Test
    void nulls_among_the_rules_are_left_out_silently() {
        RuleList<SamplingRule> rules = rules("[null,{\"sample_rate\":0.5},null]");

        assertThat(rules.rules()).hasSize(1);
        assertThat(rules.skipped()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "[]"})
    void nothing_is_no_rule(String json) {
        assertThat(rules(json).rules()).isEmpty();
        assertThat(problems).isEmpty();
    }

    @Test
    void deep_nesting_is_refused() {
        assertThat(rules("[".repeat(100_000)).rules()).isEmpty();
        assertThat(problems).hasSize(1);
    }

    @Test
    void the_setting_is_shown_as_json() {
        Configuration configuration =
                configuration(Map.of(VARIABLE, "[ {\"service\" : \"a\", \"sample_rate\":0.5},{\"name\":\"b\"} ]"));

        assertThat(configuration.shownText(SamplingKeys.RULES))
                .isEqualTo("[{\"service\":\"a\",\"sample_rate\":0.5},{\"name\":\"b\"}]");
    }

    @Test
    void remote_rules_are_sorted_by_who_made_them() {
        List<SamplingRule> remote = RuleReader.remote("""
                [{"service":"1","sample_rate":0.1,"provenance":"default"},
                 {"service":"2","sample_rate":0.2,"provenance":"dynamic"},
                 {"service":"3","sample_rate":0.3,"provenance":"customer"},
                 {"service":"4","sample_rate":0.4},
                 {"service":"5","sample_rate":0.5,"provenance":"dynamic"},
                 {"service":"6","sample_rate":0.6,"provenance":"customer"}]""").rules();

        assertThat(remote).extracting(rule -> rule.rate().value()).containsExactly(0.3, 0.6, 0.2, 0.5, 0.1, 0.4);
    }

    @Test
    void a_remote_rule_without_rate_or_for_nothing_is_left_out_and_its_rate_is_clamped() {
        List<SamplingRule> remote = RuleReader.remote("""
                [{"service":"a"},{"sample_rate":0.5},{"service":"b","sample_rate":7},{"name":"c","sample_rate":-1},
                 {"resource":"d","sample_rate":"x"},{"tags":[{"key":"t","value_glob":"*"}],"sample_rate":0.5}]""").rules();

        assertThat(remote).extracting(rule -> rule.rate().value()).containsExactly(1d, 0d, 0.5);
    }

    @Test
    void malformed_remote_rules_are_refused() {
        assertThatThrownBy(() -> RuleReader.remote("{}")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RuleReader.remote("[")).isInstanceOf(IllegalArgumentException.class);
    }

    private RuleList<SamplingRule> rules(String json) {
        return configuration(Map.of(VARIABLE, json)).get(SamplingKeys.RULES);
    }

    private Configuration configuration(Map<String, String> variables) {
        return new Configuration(ConfigSources.environment(variables), problems::add);
    }
}
