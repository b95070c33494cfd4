/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Names the other side of a call by the tags of the caller's span. */
final class Peer {
    /** The most telling first. */
    private static final List<String> NAMES = List.of(
            "peer.service",
            "db.instance",
            "db.name",
            "db.system",
            "db.type",
            "messaging.kafka.bootstrap.servers",
            "messaging.system",
            "rpc.service");

    private static final List<String> HOSTS =
            List.of("out.host", "peer.hostname", "server.address", "network.destination.name");
    private static final List<String> PORTS =
            List.of("network.destination.port", "peer.port", "server.port", "out.port");

    private Peer() {}

    /** The name, or null if no tag tells. Hosts have their port: on one machine all else is the same. */
    static @Nullable String of(Span span) {
        String name = first(NAMES, span.meta());
        if (name != null) {
            return name;
        }
        String host = first(HOSTS, span.meta());
        String port = host == null ? null : port(span);
        return port == null ? host : host + ":" + port;
    }

    private static @Nullable String port(Span span) {
        for (String tag : PORTS) {
            Number port = span.metrics().get(tag);
            if (port != null) {
                return String.valueOf(port.longValue());
            }
        }
        return first(PORTS, span.meta());
    }

    private static @Nullable String first(List<String> tags, Map<String, String> meta) {
        for (String tag : tags) {
            String value = meta.get(tag);
            if (value != null && !value.isEmpty()) {
                return value;
            }
        }
        return null;
    }
}
