/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ConfigHistoryTest {
    private static final ConfigKey<Double> RATE =
            ConfigKey.of("dd.trace.sample-rate", ConfigType.decimal(0, 1), 1.0, "Share.");

    @Test
    void every_source_is_told_and_the_one_that_counts_is_the_last() {
        assertThat(history(
                        RATE,
                        texts("0.1", ConfigOrigin.SYSTEM_PROPERTY),
                        texts("0.2", ConfigOrigin.FLEET_STABLE_CONFIG),
                        texts("0.3", ConfigOrigin.ENVIRONMENT),
                        texts("0.5", ConfigOrigin.LOCAL_STABLE_CONFIG)))
                .containsExactly(
                        "default 1.0",
                        "local_stable_config 0.5",
                        "env_var 0.3",
                        "fleet_stable_config 0.2",
                        "jvm_prop 0.1");
    }

    @Test
    void of_several_that_are_reported_alike_only_the_one_that_matters_most_is_told() {
        assertThat(history(
                        RATE,
                        texts("0.1", ConfigOrigin.SYSTEM_PROPERTY),
                        texts("0.3", ConfigOrigin.ENVIRONMENT),
                        texts("0.4", ConfigOrigin.APPLICATION_FILE)))
                .containsExactly("default 1.0", "env_var 0.3", "jvm_prop 0.1");
    }

    @Test
    void the_default_is_the_last_when_what_was_found_is_not_allowed() {
        assertThat(history(RATE, texts("lots", ConfigOrigin.ENVIRONMENT), texts("0.4", ConfigOrigin.APPLICATION_FILE)))
                .containsExactly("jvm_prop 0.4", "env_var lots", "default 1.0");
    }

    @Test
    void numbers_and_flags_have_one_form() {
        assertThat(history(RATE, texts(" 1 ", ConfigOrigin.ENVIRONMENT))).endsWith("env_var 1.0");
        assertThat(history(
                        ConfigKey.of("dd.x", ConfigType.FLAG, false, "X."),
                        ConfigSources.texts(Map.of("DD_X", "ON"), ConfigOrigin.ENVIRONMENT, "here")))
                .endsWith("env_var true");
        assertThat(history(
                        ConfigKey.of("dd.x", ConfigType.LIST, List.of(), "X."),
                        ConfigSources.texts(Map.of("DD_X", "a, b,,c"), ConfigOrigin.ENVIRONMENT, "here")))
                .containsExactly("default ", "env_var a,b,c");
        assertThat(history(
                        ConfigKey.of("dd.x", ConfigType.of("ranges", String::length), 0, "X.")
                                .alias("DD_Y"),
                        ConfigSources.texts(Map.of("DD_Y", "abc"), ConfigOrigin.ENVIRONMENT, "here")))
                .endsWith("env_var 3");
    }

    @Test
    void other_values_stay_as_they_were_written() {
        ConfigKey<StringBuilder> key =
                ConfigKey.of("dd.x", ConfigType.of("texts", StringBuilder::new), new StringBuilder("z"), "X.");

        assertThat(history(key, ConfigSources.texts(Map.of("DD_X", "250-200 "), ConfigOrigin.ENVIRONMENT, "here")))
                .containsExactly("default z", "env_var 250-200");
    }

    @Test
    void pairs_that_are_united_are_calculated() {
        assertThat(history(
                        ServiceKeys.TAGS,
                        ConfigSources.texts(Map.of("DD_TAGS", "a:1"), ConfigOrigin.ENVIRONMENT, "here"),
                        ConfigSources.texts(Map.of("dd.tags.b", "2"), ConfigOrigin.APPLICATION_FILE, "there")))
                .containsExactly("default ", "jvm_prop b:2", "env_var a:1", "calculated b:2,a:1");
    }

    @Test
    void secrets_are_masked() {
        ConfigKey<String> key = ConfigKey.of("dd.api-key", ConfigType.TEXT, "", "Key.");

        assertThat(history(
                        key,
                        ConfigSources.texts(
                                Map.of("DD_API_KEY", "0123456789abcdef"), ConfigOrigin.ENVIRONMENT, "here")))
                .containsExactly("default ", "env_var ******");
    }

    @Test
    void asking_for_the_history_is_not_asking_for_the_key() {
        Configuration configuration = new Configuration(texts("0.1", ConfigOrigin.ENVIRONMENT));
        configuration.history(RATE);

        assertThat(configuration.keys()).isEmpty();
    }

    private static ConfigSource texts(String rate, ConfigOrigin origin) {
        return ConfigSources.texts(Map.of("dd.trace.sample-rate", rate), origin, "the test");
    }

    private static List<String> history(ConfigKey<?> key, ConfigSource... byPrecedence) {
        return new Configuration(ConfigSources.chain(List.of(byPrecedence)))
                .history(key).stream()
                        .map(entry -> entry.origin().reportedName() + " " + entry.text())
                        .toList();
    }
}
