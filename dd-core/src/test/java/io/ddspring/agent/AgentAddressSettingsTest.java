/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AgentAddressSettingsTest {
    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                // url,          host,  port, socket,      default socket there, address
                "http://u:1/p,   h,     2,    /s,          true,  http://u:1/p",
                "unix:///u,      h,     2,    /s,          true,  unix:///u",
                "-,              h,     2,    /s,          true,  http://h:2",
                "-,              h,     -,    /s,          true,  http://h:8126",
                "-,              ::1,   2,    -,           true,  http://[::1]:2",
                "-,              -,     2,    /s,          true,  unix:///s",
                "-,              -,     -,    unix:///s,   true,  unix:///s",
                "-,              -,     2,    -,           true,  http://localhost:2",
                "-,              -,     -,    -,           true,  unix:///var/run/datadog/apm.socket",
                "-,              -,     -,    -,           false, http://localhost:8126",
                "nonsense,       h,     2,    -,           true,  http://h:2",
                "nonsense,       -,     -,    -,           false, http://localhost:8126",
                "-,              a b,   -,    -,           false, http://localhost:8126",
                "-,              h,     0,    -,           false, http://h:8126",
                "-,              -,     -,    relative,    false, http://localhost:8126",
            })
    void the_first_valid_setting_wins(
            String url, String host, String port, String socket, boolean defaultSocketExists, String expected) {
        AgentAddressSettings settings = AgentAddressSettings.from(configuration(url, host, port, socket));

        AgentAddress address =
                settings.resolve(path -> defaultSocketExists && path.equals(Path.of("/var/run/datadog/apm.socket")));

        assertThat(address.url()).isEqualTo(expected);
    }

    @Test
    void an_invalid_url_stays_behind_as_a_problem() {
        Configuration configuration = configuration("agent:8126", null, null, null);

        AgentAddressSettings.from(configuration);

        assertThat(configuration.problems()).extracting(ConfigProblem::key).containsExactly("dd.trace.agent-url");
        assertThat(configuration.problems().get(0).message())
                .contains("agent:8126", "http://host:port, https://host:port or unix:///path");
    }

    private static Configuration configuration(String url, String host, String port, String socket) {
        Map<String, String> texts = new HashMap<>();
        texts.put("dd.trace.agent-url", url);
        texts.put("dd.agent.host", host);
        texts.put("dd.trace.agent-port", port);
        texts.put("dd.trace.agent-unix-domain-socket", socket);
        return new Configuration(key -> {
            String text = texts.get(key.name());
            return text == null ? null : new ConfigText(text, ConfigOrigin.ENVIRONMENT, "test");
        });
    }
}
