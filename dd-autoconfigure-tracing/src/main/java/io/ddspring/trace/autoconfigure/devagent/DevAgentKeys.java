/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentAddress;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import java.net.URI;
import java.nio.file.Path;

/** Settings of the development agent. */
public final class DevAgentKeys {
    /** Its default means less than a {@code true} that somebody wrote, see {@link StartMode}. */
    public static final ConfigKey<Boolean> ENABLED = ConfigKey.of(
            "dd.dev-agent.enabled",
            ConfigType.FLAG,
            true,
            "Whether the development agent, when it is on the class path, runs inside the application and gets what goes to"
                    + " an Agent. Unless this is set to true, only if no Agent is configured and none answers on this machine."
                    + " Never in an environment whose name begins with prod.");

    public static final ConfigKey<Integer> PORT = ConfigKey.of(
            "dd.dev-agent.port",
            ConfigType.integer(0, 65_535),
            8126,
            "Port of the development agent on the loopback interface; another free one is taken when it is in use or 0.");

    public static final ConfigKey<Integer> DOGSTATSD_PORT = ConfigKey.of(
            "dd.dev-agent.dogstatsd-port",
            ConfigType.integer(-1, 65_535),
            8125,
            "UDP port of the development agent for metrics on the loopback interface; another free one is taken when it is in"
                    + " use or 0, none with -1.");

    public static final ConfigKey<String> UNIX_SOCKET = ConfigKey.of(
            "dd.dev-agent.unix-socket",
            ConfigType.of("an absolute path", DevAgentKeys::socketPath),
            "",
            "Path of a Unix domain socket at which the development agent listens besides.");

    public static final ConfigKey<String> FORWARD_URL = ConfigKey.of(
            "dd.dev-agent.forward-url",
            ConfigType.of("http://host:port or https://host:port", DevAgentKeys::httpUrl),
            "",
            "URL of a real Agent to which the development agent passes on what it gets.");

    public static final ConfigKey<Integer> MAX_TRACES = ConfigKey.of(
            "dd.dev-agent.max-traces",
            ConfigType.integer(1, Integer.MAX_VALUE),
            10_000,
            "Number of traces that the development agent keeps.");

    public static final ConfigKey<Integer> MAX_BYTES = ConfigKey.of(
            "dd.dev-agent.max-bytes",
            ConfigType.integer(1, Integer.MAX_VALUE),
            32 * 1024 * 1024,
            "Bytes that the development agent keeps of traces, of other payloads, and of all that came as it came, each.");

    private DevAgentKeys() {}

    private static String socketPath(String text) {
        Path path = AgentAddress.unixSocket(text).socket();
        if (path == null) {
            throw new IllegalArgumentException("not a path");
        }
        return path.toString();
    }

    private static String httpUrl(String text) {
        AgentAddress address = AgentAddress.parse(text);
        if (address.socket() != null || URI.create(address.url()).getHost() == null) {
            throw new IllegalArgumentException("not a URL of a host");
        }
        return address.url();
    }
}
