/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import java.util.List;
import java.util.Locale;

/** When the development agent starts, as far as settings decide that. */
enum StartMode {
    NEVER,
    /** Somebody wrote that it is to start, but the environment is one of production. */
    NEVER_IN_PRODUCTION,
    /** If there is no Agent where one is looked for when nothing is configured. */
    WITHOUT_AGENT,
    /** In any case: somebody wrote so. */
    ALWAYS;

    private static final String PRODUCTION = "prod";
    private static final List<ConfigKey<?>> ADDRESS_KEYS = List.of(
            AgentAddressSettings.AGENT_URL,
            AgentAddressSettings.AGENT_HOST,
            AgentAddressSettings.AGENT_PORT,
            AgentAddressSettings.AGENT_SOCKET);

    /** Touches neither disk nor network. */
    static StartMode of(Configuration configuration) {
        boolean asked = configuration.isSet(DevAgentKeys.ENABLED);
        if (!configuration.get(DevAgentKeys.ENABLED)) {
            return NEVER;
        }
        if (configuration.get(ServiceKeys.ENV).toLowerCase(Locale.ROOT).startsWith(PRODUCTION)) {
            return asked ? NEVER_IN_PRODUCTION : NEVER;
        }
        if (asked) {
            return ALWAYS;
        }
        return isAgentConfigured(configuration) ? NEVER : WITHOUT_AGENT;
    }

    /** An address with a mistake in it does not count as one, but whoever wrote it has an Agent. */
    private static boolean isAgentConfigured(Configuration configuration) {
        if (ADDRESS_KEYS.stream().anyMatch(configuration::isSet)) {
            return true;
        }
        List<String> mistaken =
                configuration.problems().stream().map(ConfigProblem::key).toList();
        return ADDRESS_KEYS.stream().anyMatch(key -> mistaken.contains(key.name()));
    }
}
