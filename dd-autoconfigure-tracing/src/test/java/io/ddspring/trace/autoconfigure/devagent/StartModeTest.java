/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StartModeTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "                                                      | WITHOUT_AGENT",
                "DD_DEV_AGENT_ENABLED=maybe                            | WITHOUT_AGENT",
                "DD_ENV=staging DD_DOGSTATSD_HOST=statsd               | WITHOUT_AGENT",
                "DD_AGENT_HOST=agent                                   | NEVER",
                "DD_AGENT_PORT=8126                                    | NEVER",
                "DD_TRACE_AGENT_PORT=8999                              | NEVER",
                "DD_TRACE_AGENT_PORT=none                              | NEVER",
                "DD_TRACE_AGENT_URL=http://agent:8126                  | NEVER",
                "DD_TRACE_AGENT_URL=agent:8126                         | NEVER",
                "DD_TRACE_AGENT_UNIX_DOMAIN_SOCKET=/run/apm.socket     | NEVER",
                "DD_APM_RECEIVER_SOCKET=/run/apm.socket                | NEVER",
                "DD_DEV_AGENT_ENABLED=false                            | NEVER",
                "DD_DEV_AGENT_ENABLED=off                              | NEVER",
                "DD_DEV_AGENT_ENABLED=true                             | ALWAYS",
                "DD_DEV_AGENT_ENABLED=1 DD_AGENT_HOST=agent DD_ENV=dev | ALWAYS",
                "DD_DEV_AGENT_ENABLED=true DD_ENV=production           | NEVER_IN_PRODUCTION",
                "DD_DEV_AGENT_ENABLED=true DD_ENV=Prod-eu              | NEVER_IN_PRODUCTION",
                "DD_DEV_AGENT_ENABLED=true DD_TAGS=env:prod            | NEVER_IN_PRODUCTION",
                "DD_DEV_AGENT_ENABLED=false DD_ENV=prod                | NEVER",
                "DD_ENV=PROD                                           | NEVER",
            })
    void settings_decide_when_it_starts(String variables, StartMode mode) {
        Map<String, String> byName = new LinkedHashMap<>();
        for (String variable : variables == null ? new String[0] : variables.split(" +")) {
            int equals = variable.indexOf('=');
            byName.put(variable.substring(0, equals), variable.substring(equals + 1));
        }

        assertThat(StartMode.of(new Configuration(
                        ConfigSources.withDerived(ConfigSources.environment(byName), null), problem -> {})))
                .isEqualTo(mode);
    }
}
