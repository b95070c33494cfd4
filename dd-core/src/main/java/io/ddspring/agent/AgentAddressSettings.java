/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.config.Configuration;
import java.nio.file.Path;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was configured about the Agent's address. A setting that is not valid counts as absent; the configuration keeps
 * it as a problem. Immutable.
 *
 * @param url wins over everything else
 * @param host host of plain HTTP
 * @param port port of plain HTTP
 * @param socket a Unix domain socket
 */
public record AgentAddressSettings(
        @Nullable AgentAddress url,
        @Nullable String host,
        @Nullable Integer port,
        @Nullable AgentAddress socket) {
    /** Nothing is configured. */
    public static final AgentAddressSettings NONE = new AgentAddressSettings(null, null, null, null);

    public static final ConfigKey<AgentAddress> AGENT_URL = ConfigKey.of(
            "dd.trace.agent-url",
            ConfigType.of("http://host:port, https://host:port or unix:///path", AgentAddress::parse),
            AgentAddress.DEFAULT,
            "URL of the Datadog Agent. Takes precedence over host, port and socket.");

    public static final ConfigKey<String> AGENT_HOST = ConfigKey.of(
            "dd.agent.host",
            ConfigType.of("a host name or an IP address", text -> AgentAddress.http(text, AgentAddress.DEFAULT_PORT)
                    .host()),
            AgentAddress.DEFAULT.host(),
            "Host of the Datadog Agent.");

    public static final ConfigKey<Integer> AGENT_PORT = ConfigKey.of(
            "dd.trace.agent-port",
            ConfigType.integer(1, 65_535),
            AgentAddress.DEFAULT_PORT,
            "Port of the Datadog Agent's trace intake.");

    public static final ConfigKey<AgentAddress> AGENT_SOCKET = ConfigKey.of(
                    "dd.trace.agent-unix-domain-socket",
                    ConfigType.of("an absolute path", AgentAddressSettings::socketAt),
                    AgentAddress.unixSocket("/var/run/datadog/apm.socket"),
                    "Unix domain socket of the Datadog Agent's trace intake. The default is used when it exists and"
                            + " nothing else is configured.")
            .alias("DD_APM_RECEIVER_SOCKET");

    /** Reads the settings; touches neither disk nor network. */
    public static AgentAddressSettings from(Configuration configuration) {
        return new AgentAddressSettings(
                configuration.isSet(AGENT_URL) ? configuration.get(AGENT_URL) : null,
                configuration.isSet(AGENT_HOST) ? configuration.get(AGENT_HOST) : null,
                configuration.isSet(AGENT_PORT) ? configuration.get(AGENT_PORT) : null,
                configuration.isSet(AGENT_SOCKET) ? configuration.get(AGENT_SOCKET) : null);
    }

    /** Settings that name one address. */
    public static AgentAddressSettings of(AgentAddress address) {
        return new AgentAddressSettings(address, null, null, null);
    }

    /**
     * The address that follows from the settings.
     *
     * @param exists tells whether there is a file at a path; asked about the default socket only when nothing is
     *     configured
     */
    public AgentAddress resolve(Predicate<Path> exists) {
        if (url != null) {
            return url;
        }
        if (host != null) {
            return AgentAddress.http(host, port == null ? AgentAddress.DEFAULT_PORT : port);
        }
        if (socket != null) {
            return socket;
        }
        if (port != null) {
            return AgentAddress.http(AgentAddress.DEFAULT.host(), port);
        }
        AgentAddress usualSocket = AGENT_SOCKET.defaultValue();
        Path path = usualSocket.socket();
        return path != null && exists.test(path) ? usualSocket : AgentAddress.DEFAULT;
    }

    private static AgentAddress socketAt(String text) {
        return text.trim().startsWith("unix://") ? AgentAddress.parse(text) : AgentAddress.unixSocket(text);
    }
}
