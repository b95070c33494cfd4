/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DevAgentSettingsTest {
    private static final List<ConfigKey<?>> KEYS = List.of(
            DevAgentKeys.ENABLED,
            DevAgentKeys.PORT,
            DevAgentKeys.DOGSTATSD_PORT,
            DevAgentKeys.UNIX_SOCKET,
            DevAgentKeys.FORWARD_URL,
            DevAgentKeys.MAX_TRACES,
            DevAgentKeys.MAX_BYTES);

    @ParameterizedTest
    @CsvSource({
        "dd.dev-agent.enabled, maybe, true or false",
        "dd.dev-agent.port, 65536, a whole number from 0 to 65535",
        "dd.dev-agent.dogstatsd-port, -2, a whole number from -1 to 65535",
        "dd.dev-agent.unix-socket, agent.socket, an absolute path",
        "dd.dev-agent.forward-url, agent:8126, http://host:port or https://host:port",
        "dd.dev-agent.forward-url, unix:///run/apm.socket, http://host:port or https://host:port",
        "dd.dev-agent.forward-url, http://my_agent:8126, http://host:port or https://host:port",
        "dd.dev-agent.max-traces, 0, a whole number from 1",
        "dd.dev-agent.max-bytes, 32MB, a whole number from 1",
    })
    void what_is_not_allowed_is_one_problem_that_says_what_is(String name, String value, String allowed) {
        Configuration configuration = configuration(name, value);
        for (ConfigKey<?> key : KEYS) {
            assertThat((Object) configuration.get(key)).isEqualTo(key.defaultValue());
        }

        assertThat(configuration.problems())
                .singleElement()
                .extracting(ConfigProblem::message)
                .asString()
                .contains(name, value, "allowed is " + allowed);
    }

    @ParameterizedTest
    @CsvSource({
        "dd.dev-agent.port, 0",
        "dd.dev-agent.dogstatsd-port, -1",
        "dd.dev-agent.unix-socket, /run/apm.socket",
        "dd.dev-agent.forward-url, https://agent.example:8126",
    })
    void what_is_allowed_is_used(String name, String value) {
        Configuration configuration = configuration(name, value);

        assertThat(KEYS.stream()
                        .filter(key -> key.name().equals(name))
                        .map(configuration::get)
                        .map(String::valueOf))
                .containsExactly(value);
    }

    private static Configuration configuration(String name, String value) {
        return new Configuration(
                ConfigSources.environment(Map.of(ConfigKey.environmentVariable(name), value)), problem -> {});
    }
}
