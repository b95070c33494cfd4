/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.agent.AgentClient;
import io.ddspring.config.Configuration;
import io.ddspring.remoteconfig.RemoteConfig;
import io.ddspring.remoteconfig.RemoteConfigException;
import io.ddspring.remoteconfig.RemoteConfigPath;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RemoteFlareTest {
    private static final String DEBUG = "{\"name\":\"flare-log-level.debug\",\"config\":{\"log_level\":\"debug\"}}";
    private static final String ORDER = "{\"order\":[],\"internal_order\":[\"flare-log-level.trace\"]}";
    private static final String TASK = "{\"task_type\":\"tracer_flare\",\"uuid\":\"u-1\","
            + "\"args\":{\"case_id\":\"12345\",\"hostname\":\"h\",\"user_handle\":\"me@x.com\"}}";

    private final ManualTap tap = new ManualTap();
    private final ManualBackground background = new ManualBackground();
    private final Configuration configuration = new Configuration(key -> null);
    private final TracerFlare flare = new TracerFlare(
            configuration,
            "runtime",
            AgentClient.from(configuration, null),
            failures -> List.of(),
            tap,
            Clock.systemUTC(),
            background);
    private final AtomicInteger asked = new AtomicInteger();
    private final FlarePreparation preparation = new FlarePreparation(this::flare);
    private final FlareTasks tasks = new FlareTasks(this::flare);

    @Test
    void a_log_level_begins_the_collection_and_its_removal_ends_it() throws Exception {
        apply("flare-log-level.debug", DEBUG);
        assertThat(tap.listeners).hasSize(1);

        preparation.remove(path("flare-log-level.debug"));
        preparation.commit();
        assertThat(tap.listeners).isEmpty();
    }

    @Test
    void a_configuration_that_loses_its_log_level_ends_the_collection() throws Exception {
        apply("flare-log-level.debug", DEBUG);
        apply("flare-log-level.debug", "{\"name\":\"x\",\"config\":{}}");

        assertThat(tap.listeners).isEmpty();
    }

    @Test
    void the_order_of_configurations_is_acknowledged_and_changes_nothing() throws Exception {
        apply("configuration_order", ORDER);
        assertThat(tap.listeners).isEmpty();

        apply("flare-log-level.debug", DEBUG);
        apply("configuration_order", ORDER);
        assertThat(tap.listeners).hasSize(1);
    }

    @Test
    void only_a_new_wish_makes_the_collection_last_longer() throws Exception {
        apply("flare-log-level.debug", DEBUG);
        apply("configuration_order", ORDER);
        assertThat(background.timers(Duration.ofMinutes(20))).hasSize(1);

        apply("flare-log-level.debug", DEBUG);
        assertThat(background.timers(Duration.ofMinutes(20))).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"config\":null}",
                "{\"config\":{\"log_level\":null}}",
                "{\"config\":{\"log_level\":\"off\"}}"
            })
    void configurations_without_a_level_are_acknowledged(String content) throws Exception {
        apply("any", content);

        assertThat(tap.listeners).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"trace", "DEBUG", "info", "warn", "error"})
    void any_level_begins_the_collection(String level) throws Exception {
        apply("any", "{\"config\":{\"log_level\":\"" + level + "\"}}");

        assertThat(tap.listeners).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"config                           | not JSON: Unexpected end-of-input in field name
                    []                                 | not a JSON object
                    {"config":{"log_level":"loud"}}    | log_level is "loud", but must be one of
                    {"config":{"log_level":7}}         | log_level is 7, but must be one of
                    """)
    void malformed_configurations_are_refused_and_change_nothing(String content, String message) throws Exception {
        apply("flare-log-level.debug", DEBUG);

        assertThatThrownBy(() -> apply("flare-log-level.debug", content))
                .isInstanceOf(RemoteConfigException.class)
                .hasMessageStartingWith(message);
        assertThat(tap.listeners).hasSize(1);
    }

    @Test
    void a_task_sends_a_flare_once() throws Exception {
        tasks.apply(config("AGENT_TASK", "one", TASK));
        tasks.apply(config("AGENT_TASK", "one", TASK + " "));
        tasks.apply(config("AGENT_TASK", "two", TASK));
        assertThat(background.tasks).hasSize(1);

        tasks.remove(path("one"));
        tasks.apply(config("AGENT_TASK", "one", TASK));
        assertThat(background.tasks).hasSize(1);

        tasks.apply(config("AGENT_TASK", "three", TASK.replace("u-1", "u-2")));
        assertThat(background.tasks).hasSize(2);
    }

    @Test
    void a_task_that_finds_no_room_is_refused_and_may_come_again() throws Exception {
        background.full = true;
        assertThatThrownBy(() -> tasks.apply(config("AGENT_TASK", "one", TASK)))
                .isInstanceOf(RemoteConfigException.class)
                .hasMessage("too many flares are waiting to be sent");

        background.full = false;
        tasks.apply(config("AGENT_TASK", "one", TASK + " "));
        assertThat(background.tasks).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"flare", "other", "TRACER_FLARE"})
    void other_tasks_are_acknowledged_and_ignored(String type) throws Exception {
        tasks.apply(config("AGENT_TASK", "one", "{\"task_type\":\"" + type + "\",\"uuid\":7}"));

        assertThat(background.tasks).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"12345", "0", "12345-with-debug", "12345-with-content"})
    void case_ids_are_numbers_with_certain_suffixes(String caseId) throws Exception {
        tasks.apply(config("AGENT_TASK", "one", TASK.replace("12345", caseId)));

        assertThat(background.tasks).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    "12345"                       | "abc"            | case_id is "abc", but must be a number
                    "12345"                       | "12345-debug"    | case_id is "12345-debug", but must be a number
                    "12345"                       | "1-with-debug2"  | case_id is "1-with-debug2", but must be a number
                    "12345"                       | ""               | case_id is empty
                    "12345"                       | true             | case_id is missing, or not a text
                    "u-1"                         | null             | uuid is missing, or not a text
                    "h"                           | ""               | hostname is empty
                    "me@x.com"                    | []               | user_handle is missing, or not a text
                    "tracer_flare"                | {}               | task_type is missing, or not a text
                    "args"                        | "arguments"      | args is missing, or not an object
                    }                             | ]                | not JSON: Unexpected close marker
                    """)
    void malformed_tasks_are_refused(String part, String replacement, String message) {
        String content = TASK.replace(part, replacement);

        assertThatThrownBy(() -> tasks.apply(config("AGENT_TASK", "one", content)))
                .isInstanceOf(RemoteConfigException.class)
                .hasMessageStartingWith(message);
        assertThat(background.tasks).isEmpty();
    }

    @Test
    void a_case_id_may_be_a_number_in_json() throws Exception {
        tasks.apply(config("AGENT_TASK", "one", TASK.replace("\"12345\"", "12345")));

        assertThat(background.tasks).hasSize(1);
    }

    @Test
    void what_makes_flares_is_there_when_a_flare_is_wanted_and_not_before() throws Exception {
        apply("configuration_order", ORDER);
        preparation.remove(path("configuration_order"));
        preparation.commit();
        tasks.apply(config("AGENT_TASK", "one", "{\"task_type\":\"flare\"}"));
        tasks.remove(path("one"));
        tasks.commit();
        assertThat(asked).hasValue(0);

        apply("flare-log-level.debug", DEBUG);
        assertThat(asked).hasValue(1);
    }

    private TracerFlare flare() {
        asked.incrementAndGet();
        return flare;
    }

    private void apply(String id, String content) throws Exception {
        preparation.apply(config("AGENT_CONFIG", id, content));
        preparation.commit();
    }

    private static RemoteConfig config(String product, String id, String content) throws RemoteConfigException {
        return new RemoteConfig(
                RemoteConfigPath.of("datadog/2/" + product + "/" + id + "/config"),
                1,
                content.getBytes(StandardCharsets.UTF_8));
    }

    private static RemoteConfigPath path(String id) throws RemoteConfigException {
        return RemoteConfigPath.of("datadog/2/AGENT_CONFIG/" + id + "/config");
    }
}
