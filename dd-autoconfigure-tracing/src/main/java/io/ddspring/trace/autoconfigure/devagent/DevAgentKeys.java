/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;

/** Settings of the development agent. */
public final class DevAgentKeys {
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.dev-agent.enabled",
            ConfigType.FLAG,
            false,
            "Whether the development agent runs inside the application and gets its traces.");

    public static final ConfigKey<Integer> PORT = ConfigKey.of(
            "dd.dev-agent.port",
            ConfigType.integer(0, 65535),
            8126,
            "Port of the development agent on the loopback interface; another free one is taken when it is in use.");

    private DevAgentKeys() {}
}
