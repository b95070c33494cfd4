/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.ddspring.config.LiveConfiguration.Change;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class LiveConfigurationTest {
    private static final ConfigKey<Double> RATE =
            ConfigKey.of("dd.trace.sample-rate", ConfigType.decimal(0, 1), 1.0, "Share.");
    private static final ConfigKey<Map<String, String>> TAGS =
            ConfigKey.of("dd.tags", ConfigType.MAP, Map.of(), "Tags.");

    private final LiveConfiguration live = new LiveConfiguration(
            configuration(Map.of("DD_TRACE_SAMPLE_RATE", "0.2", "DD_TAGS", "team:core,tier:gold")));
    private final List<Double> rates = new ArrayList<>();
    private final List<Change> changes = new ArrayList<>();

    LiveConfigurationTest() {
        live.follow(Set.of(RATE), settings -> rates.add(settings.get(RATE)));
        live.onChange(changes::addAll);
    }

    @Test
    void remote_settings_hold_until_they_are_taken_back() {
        live.override(Map.of(RATE, remote("0.9")));
        live.override(Map.of());

        assertThat(rates).containsExactly(0.9, 0.2);
        assertThat(changes)
                .containsExactly(
                        new Change(RATE, "0.9", ConfigOrigin.REMOTE_CONFIG),
                        new Change(RATE, "0.2", ConfigOrigin.ENVIRONMENT));
        assertThat(live.current().value(RATE).origin()).isEqualTo(ConfigOrigin.ENVIRONMENT);
    }

    @Test
    void what_stays_the_same_is_no_change() {
        live.override(Map.of(RATE, remote("0.9")));
        live.override(Map.of(RATE, remote("0.9")));

        assertThat(rates).containsExactly(0.9);
    }

    @Test
    void a_setting_that_nobody_follows_does_not_change() {
        live.override(Map.of(TAGS, remote("a:b")));

        assertThat(live.current().get(TAGS)).containsEntry("team", "core");
        assertThat(live.followed(TAGS.name())).isNull();
        assertThat(live.followed(RATE.name())).isSameAs(RATE);
        assertThat(changes).isEmpty();
    }

    @Test
    void remote_tags_replace_all_others() {
        live.follow(Set.of(TAGS), settings -> {});
        live.override(Map.of(TAGS, remote("a:b")));

        assertThat(live.current().get(TAGS)).isEqualTo(Map.of("a", "b"));
    }

    @Test
    void a_refreshed_environment_is_below_remote_settings() {
        live.override(Map.of(RATE, remote("0.9")));
        live.refresh(configuration(Map.of("DD_TRACE_SAMPLE_RATE", "0.4")));
        assertThat(live.current().get(RATE)).isEqualTo(0.9);

        live.override(Map.of());
        assertThat(rates).containsExactly(0.9, 0.4);
    }

    @Test
    void what_is_gone_from_the_environment_has_its_default() {
        live.refresh(configuration(Map.of()));

        assertThat(rates).containsExactly(1.0);
        assertThat(changes).containsExactly(new Change(RATE, "1.0", ConfigOrigin.DEFAULT));
    }

    @Test
    void a_refreshed_value_that_is_not_valid_leaves_the_one_before() {
        live.refresh(configuration(Map.of("DD_TRACE_SAMPLE_RATE", "0.4")));
        live.refresh(configuration(Map.of("DD_TRACE_SAMPLE_RATE", "many")));

        assertThat(live.current().get(RATE)).isEqualTo(0.4);
        assertThat(rates).containsExactly(0.4);
    }

    @Test
    void values_that_differ_only_in_what_is_never_shown_differ() {
        List<Map<String, String>> seen = new ArrayList<>();
        live.follow(Set.of(TAGS), settings -> seen.add(settings.get(TAGS)));

        live.override(Map.of(TAGS, remote("link:http://a/?b=1,team:core")));
        live.override(Map.of(TAGS, remote("link:http://a/?b=1,team:edge")));

        assertThat(seen)
                .extracting(tags -> tags.get("link"), tags -> tags.get("team"))
                .containsExactly(tuple("http://a/?b=1", "core"), tuple("http://a/?b=1", "edge"));
    }

    @Test
    void who_looks_later_learns_first_what_has_changed_since_the_start() {
        List<Change> seen = new ArrayList<>();
        live.override(Map.of(RATE, remote("0.9")));

        live.onChange(seen::addAll);
        live.override(Map.of());

        assertThat(seen)
                .containsExactly(
                        new Change(RATE, "0.9", ConfigOrigin.REMOTE_CONFIG),
                        new Change(RATE, "0.2", ConfigOrigin.ENVIRONMENT));
    }

    @Test
    void one_that_fails_does_not_keep_others_from_following() {
        List<Double> seen = new ArrayList<>();
        LiveConfiguration settings = new LiveConfiguration(configuration(Map.of()));
        settings.follow(Set.of(RATE), changed -> {
            throw new IllegalStateException("on purpose");
        });
        settings.follow(Set.of(RATE), changed -> seen.add(changed.get(RATE)));

        settings.override(Map.of(RATE, remote("0.5")));

        assertThat(seen).containsExactly(0.5);
    }

    private static ConfigText remote(String text) {
        return new ConfigText(text, ConfigOrigin.REMOTE_CONFIG, "datadog/2/APM_TRACING/a/config");
    }

    private static Configuration configuration(Map<String, String> variables) {
        return new Configuration(ConfigSources.environment(variables), problem -> {});
    }
}
