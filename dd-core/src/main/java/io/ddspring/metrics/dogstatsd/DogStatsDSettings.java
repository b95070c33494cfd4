/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.config.Configuration;
import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.dogstatsd.DogStatsDAddress.Transport;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What was configured about DogStatsD. Immutable.
 *
 * @param address the one address that was configured, or null
 * @param host UDP host when no address is configured
 * @param hostIsSet whether somebody chose {@code host}
 * @param hostIsOwn whether somebody chose {@code host} for metrics only
 * @param port UDP port, or null when nobody chose one
 * @param constantTags tags of everything that is sent
 * @param origin what tells the Agent where metrics come from
 * @param queueSize metrics that wait at most
 */
record DogStatsDSettings(
        @Nullable DogStatsDAddress address,
        String host,
        boolean hostIsSet,
        boolean hostIsOwn,
        @Nullable Integer port,
        List<String> constantTags,
        Origin origin,
        int queueSize) {
    static final DogStatsDAddress USUAL_SOCKET = DogStatsDAddress.unixSocket("/var/run/datadog/dsd.socket");

    /**
     * By what the Agent finds the tags of the container that metrics come from.
     *
     * @param detected whether the container is named
     * @param entityId identity of the pod; empty when only the environment variable may tell it
     * @param cardinality how detailed the tags are; empty when the Agent decides
     */
    record Origin(boolean detected, String entityId, String cardinality) {
        static Origin from(Configuration configuration) {
            return new Origin(
                    configuration.get(DogStatsDKeys.ORIGIN_DETECTION_ENABLED),
                    configuration.get(DogStatsDKeys.ENTITY_ID),
                    configuration.get(DogStatsDKeys.CARDINALITY));
        }
    }

    /**
     * Where metrics go.
     *
     * @param address null when they go nowhere
     * @param note why it is not what one would expect; empty when it is
     */
    record Destination(@Nullable DogStatsDAddress address, String note) {}

    /** Reads the settings; touches neither disk nor network. */
    static DogStatsDSettings from(Configuration configuration) {
        TracerSettings tracer = TracerSettings.from(configuration);
        List<String> tags = new ArrayList<>();
        tags.add("service:" + tracer.service());
        addIfKnown(tags, "env:", tracer.env());
        addIfKnown(tags, "version:", tracer.version());

        DogStatsDAddress address = explicitAddress(configuration);
        String ownHost = configuration.get(DogStatsDKeys.HOST);
        String agentHost = agentHost(AgentAddressSettings.from(configuration));
        boolean own = !ownHost.isEmpty() && !DogStatsDAddress.isUnixUrl(ownHost);
        String host = own ? ownHost : agentHost;
        return new DogStatsDSettings(
                address,
                host.isEmpty() ? DogStatsDAddress.DEFAULT.target() : host,
                !host.isEmpty(),
                own,
                configuration.isSet(DogStatsDKeys.PORT) ? configuration.get(DogStatsDKeys.PORT) : null,
                List.copyOf(tags),
                Origin.from(configuration),
                configuration.get(DogStatsDKeys.QUEUE_SIZE));
    }

    private static @Nullable DogStatsDAddress explicitAddress(Configuration configuration) {
        if (configuration.isSet(DogStatsDKeys.URL)) {
            return configuration.get(DogStatsDKeys.URL);
        }
        String pipe = configuration.get(DogStatsDKeys.PIPE_NAME);
        if (!pipe.isEmpty()) {
            return DogStatsDAddress.namedPipe(pipe);
        }
        for (String text : List.of(configuration.get(DogStatsDKeys.HOST), configuration.get(DogStatsDKeys.PATH))) {
            if (DogStatsDAddress.isUnixUrl(text)) {
                return DogStatsDAddress.parse(text);
            }
        }
        return null;
    }

    /** Host of the Agent, empty when nobody chose one. */
    private static String agentHost(AgentAddressSettings agent) {
        AgentAddress url = agent.url();
        if (url != null) {
            return url.socket() == null ? url.host() : "";
        }
        return agent.host() == null ? "" : agent.host();
    }

    private static void addIfKnown(List<String> tags, String key, String value) {
        if (!value.isEmpty()) {
            tags.add(key + value);
        }
    }

    /**
     * Where metrics go at present.
     *
     * @param exists tells whether there is a file at a path
     */
    Destination destination(AgentOffer agent, Predicate<Path> exists, Capabilities capabilities) {
        if (address != null) {
            String obstacle = capabilities.obstacleTo(address.transport());
            return obstacle.isEmpty()
                    ? new Destination(address, "")
                    : new Destination(null, "metrics cannot be sent to " + address + ": " + obstacle);
        }
        String elsewhere = agent.hostElsewhere();
        if (elsewhere != null && agent.port() > 0 && !hostIsOwn && port == null) {
            return new Destination(DogStatsDAddress.udp(elsewhere, agent.port()), "");
        }
        String note = "";
        if (!hostIsSet && port == null && exists.test(USUAL_SOCKET.path())) {
            note = capabilities.obstacleTo(Transport.UNIX_SOCKET);
            if (note.isEmpty()) {
                return new Destination(USUAL_SOCKET, "");
            }
            note = USUAL_SOCKET + " is not used: " + note;
        }
        int usualPort = agent.port() > 0 ? agent.port() : DogStatsDAddress.DEFAULT.port();
        return new Destination(DogStatsDAddress.udp(host, port == null ? usualPort : port), note);
    }
}
