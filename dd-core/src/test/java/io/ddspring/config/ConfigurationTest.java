/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigurationTest {
    private static final ConfigKey<Double> RATE =
            ConfigKey.of("dd.trace.sample-rate", ConfigType.decimal(0, 1), 1.0, "Share.");

    private final List<ConfigProblem> reported = new ArrayList<>();

    @Test
    void what_is_not_set_has_its_default() {
        Configuration configuration = configuration(Map.of());

        assertThat(configuration.value(RATE)).isEqualTo(new ConfigValue<>(1.0, ConfigOrigin.DEFAULT, ""));
        assertThat(configuration.isSet(RATE)).isFalse();
    }

    @Test
    void what_is_not_allowed_has_its_default_and_is_reported_once() {
        Configuration configuration = configuration(Map.of("DD_TRACE_SAMPLE_RATE", "1.5"));

        assertThat(configuration.get(RATE)).isEqualTo(1.0);
        assertThat(configuration.get(RATE)).isEqualTo(1.0);
        assertThat(configuration.isSet(RATE)).isFalse();
        assertThat(reported).hasSize(1).isEqualTo(configuration.problems());
        assertThat(reported.get(0).message())
                .isEqualTo("dd.trace.sample-rate=1.5 (environment variable DD_TRACE_SAMPLE_RATE) is not valid:"
                        + " allowed is a number from 0 to 1; using 1.0");
    }

    @Test
    void any_exception_of_a_parser_means_not_allowed() {
        ConfigKey<String> key = ConfigKey.of(
                "dd.x",
                ConfigType.of("nothing", text -> {
                    throw new IllegalStateException(text);
                }),
                "fallback",
                "X.");

        assertThat(configuration(Map.of("DD_X", "y")).get(key)).isEqualTo("fallback");
        assertThat(reported).singleElement().extracting(ConfigProblem::used).isEqualTo("fallback");
    }

    @Test
    void a_value_does_not_change_after_the_first_question() {
        Map<String, String> texts = new java.util.HashMap<>(Map.of("DD_TRACE_SAMPLE_RATE", "0.5"));
        Configuration configuration = configuration(texts);

        assertThat(configuration.get(RATE)).isEqualTo(0.5);
        texts.put("DD_TRACE_SAMPLE_RATE", "0.7");

        assertThat(configuration.get(RATE)).isEqualTo(0.5);
    }

    @Test
    void keys_asked_for_are_known_by_name() {
        Configuration configuration = configuration(Map.of());
        configuration.get(RATE);
        configuration.get(ServiceKeys.ENV);

        assertThat(configuration.keys()).extracting(ConfigKey::name).containsExactly("dd.env", "dd.trace.sample-rate");
        assertThat(configuration.values()).containsOnlyKeys("dd.env", "dd.trace.sample-rate");
    }

    @Test
    void secrets_are_shown_nowhere() {
        ConfigKey<String> apiKey = ConfigKey.of("dd.api-key", ConfigType.oneOf("none"), "none", "Key.");
        ConfigKey<String> url = ConfigKey.of("dd.trace.agent-url", ConfigType.TEXT, "", "Address.");
        Configuration configuration = configuration(Map.of(
                "DD_API_KEY", "0123456789abcdef",
                "DD_TRACE_AGENT_URL", "http://user:hunter2@agent:8126/path?sslpassword=hunter3",
                "DD_TAGS", "db.password:hunter4,team:shop"));

        assertThat(configuration.get(apiKey)).isEqualTo("none");
        assertThat(configuration.get(url)).contains("hunter2");
        assertThat(reported.toString() + reported.get(0).message()).doesNotContain("0123456789abcdef");
        assertThat(configuration.shownText(url)).isEqualTo("http://******@agent:8126/path?******");
        assertThat(configuration.shownText(ServiceKeys.TAGS)).isEqualTo("db.password:******,team:shop");
        assertThat(configuration.values().toString()).doesNotContain("hunter");
    }

    private Configuration configuration(Map<String, String> variables) {
        return new Configuration(ConfigSources.environment(variables), reported::add);
    }
}
