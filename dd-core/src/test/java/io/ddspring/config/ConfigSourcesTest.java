/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigSourcesTest {
    private static final ConfigKey<String> URL =
            ConfigKey.of("dd.trace.agent-url", ConfigType.TEXT, "", "Address.").alias("DD_AGENT_ADDRESS");
    private static final ConfigKey<Integer> PORT =
            ConfigKey.of("dd.trace.agent-port", ConfigType.integer(1, 65535), 8126, "Port.");
    private static final ConfigKey<String> PATTERN = ConfigKey.of("dd.pattern", ConfigType.TEXT, "secret", "Pattern.");
    private static final ConfigKey<List<String>> STYLES =
            ConfigKey.of("dd.trace.styles", ConfigType.LIST, List.of("datadog"), "Styles.");
    private static final ConfigKey<Map<String, String>> TAGS =
            ConfigKey.of("dd.tags", ConfigType.MAP, Map.of(), "Tags.");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "dd.trace.agent-url",
                "dd.trace.agent.url",
                "dd.trace.agentUrl",
                "dd.trace.agent_url",
                "DD_TRACE_AGENT_URL",
                "DD_TRACE_AGENTURL",
                "DD_AGENT_ADDRESS",
                "dd.agent-address"
            })
    void every_spelling_of_a_name_is_found(String name) {
        assertThat(read(URL, Map.of(name, "http://a"))).isEqualTo("http://a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ddtraceagenturl", "my.dd.trace.agent-url", "dd.trace.agent-url.x", "dd.trace.agent"})
    void other_names_are_not_found(String name) {
        assertThat(read(URL, Map.of(name, "http://a"))).isEmpty();
    }

    @Test
    void its_own_name_wins_over_an_alias_in_the_same_place() {
        assertThat(read(URL, Map.of("DD_AGENT_ADDRESS", "alias", "DD_TRACE_AGENT_URL", "own")))
                .isEqualTo("own");
    }

    @Test
    void the_place_of_a_text_is_known() {
        Properties properties = new Properties();
        properties.setProperty("dd.trace.agent.url", "a");

        assertThat(new Configuration(ConfigSources.systemProperties(properties)).value(URL))
                .isEqualTo(new ConfigValue<>("a", ConfigOrigin.SYSTEM_PROPERTY, "system property dd.trace.agent.url"));
        assertThat(new Configuration(ConfigSources.environment(Map.of("DD_AGENT_ADDRESS", "a"))).value(URL))
                .isEqualTo(new ConfigValue<>("a", ConfigOrigin.ENVIRONMENT, "environment variable DD_AGENT_ADDRESS"));
        assertThat(new Configuration(texts(Map.of("dd.trace.agent-url", "a"))).value(URL))
                .isEqualTo(new ConfigValue<>("a", ConfigOrigin.APPLICATION_FILE, "dd.trace.agent-url of the test"));
    }

    @Test
    void the_first_source_that_has_a_text_wins() {
        ConfigSource chain = ConfigSources.chain(List.of(
                texts(Map.of("dd.other", "x")),
                texts(Map.of("DD_AGENT_ADDRESS", "first")),
                texts(Map.of("dd.trace.agent-url", "second"))));

        assertThat(new Configuration(chain).get(URL)).isEqualTo("first");
    }

    @Test
    void a_blank_text_is_none_where_it_would_say_nothing() {
        ConfigSource chain = ConfigSources.chain(List.of(
                texts(Map.of("DD_TRACE_AGENT_URL", " ", "DD_TRACE_AGENT_PORT", "", "DD_TRACE_STYLES", "")),
                texts(Map.of("dd.trace.agent-url", "http://a", "dd.trace.agent-port", "1", "dd.pattern", ""))));
        Configuration configuration = new Configuration(chain);

        assertThat(configuration.get(URL)).isEqualTo("http://a");
        assertThat(configuration.get(PORT)).isEqualTo(1);
        assertThat(configuration.get(STYLES)).as("explicitly none").isEmpty();
        assertThat(configuration.get(PATTERN)).as("explicitly none").isEmpty();
        assertThat(configuration.problems()).isEmpty();
    }

    @Test
    void items_of_a_list_may_be_given_one_by_one() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("dd.trace.styles[0]", "b3");
        texts.put("dd.trace.styles[1]", "a,b");

        assertThat(read(STYLES, texts)).containsExactly("b3", "a,b");
    }

    @Test
    void pairs_of_a_map_may_be_given_one_by_one() {
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("dd.tags.Team", "shop, core");
        texts.put("dd.tags[cost.centre]", "7");
        texts.put("dd.tagsmore", "x");

        assertThat(read(TAGS, texts)).containsExactly(Map.entry("Team", "shop, core"), Map.entry("cost.centre", "7"));
    }

    @Test
    void pairs_of_a_map_are_united_and_the_first_source_wins() {
        ConfigSource chain = ConfigSources.chain(List.of(
                texts(Map.of("DD_TAGS", "a:1,b:1")),
                texts(Map.of("dd.tags.b", "2", "dd.tags.c", "2")),
                texts(Map.of("dd.tags", "c:3 d:3"))));

        assertThat(new Configuration(chain).get(TAGS))
                .containsOnly(Map.entry("a", "1"), Map.entry("b", "1"), Map.entry("c", "2"), Map.entry("d", "3"));
    }

    @Test
    void a_place_that_cannot_tell_its_names_is_asked_for_canonical_ones() {
        ConfigSource source = ConfigSources.of(new ConfigLayer() {
            @Override
            public Collection<String> names() {
                return List.of();
            }

            @Override
            public ConfigText find(String name) {
                return name.equals("dd.trace.agent-url")
                        ? new ConfigText("directory", ConfigOrigin.APPLICATION_FILE, "directory")
                        : null;
            }
        });

        assertThat(new Configuration(source).get(URL)).isEqualTo("directory");
        assertThat(new Configuration(source).get(PORT)).isEqualTo(8126);
    }

    private static <T> T read(ConfigKey<T> key, Map<String, String> texts) {
        return new Configuration(texts(texts)).get(key);
    }

    private static ConfigSource texts(Map<String, String> texts) {
        return ConfigSources.texts(texts, ConfigOrigin.APPLICATION_FILE, "the test");
    }
}
