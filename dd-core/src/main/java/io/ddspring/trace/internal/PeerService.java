/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.config.Configuration;
import io.ddspring.config.NamingKeys;
import io.ddspring.config.NamingSchema;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Names the other side of a call, {@code peer.service}, and says where the name comes from. Immutable.
 *
 * @param defaultsEnabled whether calls that nobody gave a name get one from their other tags
 * @param mapping names to replace
 * @param overrides names by the component that makes the calls
 */
public record PeerService(boolean defaultsEnabled, Map<String, String> mapping, Map<String, String> overrides) {
    /** Names only what somebody names. */
    public static final PeerService EXPLICIT = new PeerService(false, Map.of(), Map.of());

    private static final String SOURCE = "_dd.peer.service.source";
    private static final String REMAPPED_FROM = "_dd.peer.service.remapped_from";
    private static final String COMPONENT_OVERRIDE = "_component_override";

    private static final String RPC_SERVICE = "rpc.service";
    private static final String[] DEFAULT_SOURCES = {Tags.DB_INSTANCE, Tags.PEER_HOSTNAME};
    private static final String[] RPC_SOURCES = {RPC_SERVICE, Tags.PEER_HOSTNAME};
    private static final String[] KAFKA_SOURCES = {"messaging.kafka.bootstrap.servers"};
    private static final String[] CASSANDRA_SOURCES = {"db.cassandra.contact.points", Tags.PEER_HOSTNAME};
    private static final String[] COUCHBASE_SOURCES = {"db.couchbase.seed.nodes", "net.peer.name", Tags.PEER_HOSTNAME};

    public PeerService {
        mapping = Map.copyOf(mapping);
        overrides = Map.copyOf(overrides);
    }

    /** What {@code configuration} says. */
    public static PeerService from(Configuration configuration) {
        return new PeerService(
                configuration.get(NamingKeys.PEER_SERVICE_DEFAULTS)
                        || NamingSchema.from(configuration).version() == 1,
                configuration.get(NamingKeys.PEER_SERVICE_MAPPING),
                configuration.get(NamingKeys.PEER_SERVICE_COMPONENT_OVERRIDES));
    }

    /** Somebody names the other side; null or empty takes the name away. */
    void set(SpanRecord span, @Nullable String name) {
        if (name == null || name.isEmpty()) {
            span.remove(Tags.PEER_SERVICE);
            span.remove(SOURCE);
            span.remove(REMAPPED_FROM);
        } else {
            set(span, name, Tags.PEER_SERVICE);
        }
    }

    /** Names the other side when nobody else has. */
    void addDefault(SpanRecord span, @Nullable String kind, @Nullable String component) {
        if (!defaultsEnabled
                || !(SpanKind.CLIENT.equals(kind) || SpanKind.PRODUCER.equals(kind))
                || span.tag(Tags.PEER_SERVICE) != null) {
            return;
        }
        String override = component == null ? null : overrides.get(component);
        if (override != null) {
            set(span, override, COMPONENT_OVERRIDE);
            return;
        }
        for (String source : sourcesOf(component)) {
            String name = span.tag(source);
            if (name != null) {
                set(span, name, source);
                return;
            }
        }
    }

    private void set(SpanRecord span, String name, String source) {
        String replacement = mapping.get(name);
        span.putOrRemove(Tags.PEER_SERVICE, replacement == null ? name : replacement);
        span.put(SOURCE, source);
        span.putOrRemove(REMAPPED_FROM, replacement == null ? null : name);
    }

    private static String[] sourcesOf(@Nullable String component) {
        return switch (component == null ? "" : component) {
            case "java-kafka" -> KAFKA_SOURCES;
            case "java-cassandra" -> CASSANDRA_SOURCES;
            case "couchbase-client" -> COUCHBASE_SOURCES;
            case "grpc-client", "rmi-client" -> RPC_SOURCES;
            default -> DEFAULT_SOURCES;
        };
    }
}
