/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentAddress;
import io.ddspring.config.Configuration;
import io.ddspring.devagent.DevAgent;
import java.net.URI;
import java.nio.file.Path;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A development agent that runs. Nothing but {@link #start} needs its classes: a bean that holds one of these loads none.
 *
 * @param address where tracers send to
 * @param console where people look
 * @param end stops it, can be repeated
 */
record RunningDevAgent(AgentAddress address, URI console, Runnable end) {
    private static final Logger LOG = LoggerFactory.getLogger(RunningDevAgent.class);
    private static final String LOOPBACK = "127.0.0.1";

    /**
     * Starts one. Does I/O.
     *
     * @throws RuntimeException when it cannot listen
     */
    static RunningDevAgent start(Configuration configuration) {
        String forwardUrl = configuration.get(DevAgentKeys.FORWARD_URL);
        DevAgent agent = start(configuration, forwardUrl);
        if (!forwardUrl.isEmpty() && isAt(agent.port(), AgentAddress.parse(forwardUrl))) {
            agent.close();
            LOG.warn(
                    "Nothing is passed on by the development agent: {}={} is that agent itself, not a real one",
                    DevAgentKeys.FORWARD_URL,
                    forwardUrl);
            agent = start(configuration, "");
        }
        return new RunningDevAgent(AgentAddress.http(LOOPBACK, agent.port()), agent.url(), agent::close);
    }

    private static DevAgent start(Configuration configuration, String forwardUrl) {
        DevAgent.Builder builder = DevAgent.builder()
                .port(configuration.get(DevAgentKeys.PORT))
                .dogStatsDPort(configuration.get(DevAgentKeys.DOGSTATSD_PORT))
                .maxTraces(configuration.get(DevAgentKeys.MAX_TRACES))
                .maxBytes(configuration.get(DevAgentKeys.MAX_BYTES));
        String socket = configuration.get(DevAgentKeys.UNIX_SOCKET);
        if (!socket.isEmpty()) {
            builder.unixSocket(Path.of(socket));
        }
        if (!forwardUrl.isEmpty()) {
            builder.forwardTo(URI.create(forwardUrl));
        }
        return builder.start();
    }

    private static boolean isAt(int port, AgentAddress address) {
        String host = address.host();
        return address.port() == port && (host.equalsIgnoreCase("localhost") || host.startsWith("127."));
    }
}
