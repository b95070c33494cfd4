/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** The document at {@code /info}, from which tracers learn what this agent can do. It never changes. */
public final class AgentInfo {
    /** Tracers compare this with the version of the Datadog Agent that brought a feature. */
    private static final String AGENT_VERSION = "7.71.0";

    /** The headers besides those for the way that an Agent passes on from {@code /evp_proxy/}. */
    private static final List<String> EVP_PROXY_ALLOWED_HEADERS =
            List.of("Content-Type", "Accept-Encoding", "Content-Encoding", "User-Agent", "DD-CI-PROVIDER-NAME");

    /** Spans of these kinds are counted even if they do not enter a service. */
    private static final List<String> SPAN_KINDS = List.of("server", "client", "producer", "consumer");

    /** Tags by which statistics of calls tell their other sides apart. */
    private static final List<String> PEER_TAGS = List.of(
            "_dd.base_service",
            "db.instance",
            "db.name",
            "db.system",
            "messaging.destination.name",
            "messaging.kafka.bootstrap.servers",
            "messaging.system",
            "out.host",
            "peer.hostname",
            "peer.service",
            "rpc.service");

    private final String json;
    private final String hash;

    /**
     * @param endpoints paths at which this agent takes something
     * @param statsDPort where it takes metrics of DogStatsD, 0 when it takes none
     * @param clientStats whether tracers are to compute statistics, and to send no traces that are not sampled
     */
    public AgentInfo(List<String> endpoints, int maxBodyBytes, int statsDPort, boolean clientStats) {
        this.json = json(endpoints, maxBodyBytes, statsDPort, clientStats);
        this.hash = sha256(json);
    }

    String json() {
        return json;
    }

    /** For the header {@code Datadog-Agent-State}: changes when the document does. */
    String hash() {
        return hash;
    }

    private static String json(List<String> endpoints, int maxBodyBytes, int statsDPort, boolean clientStats) {
        byte[] document = JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeStringField("version", AGENT_VERSION);
            out.writeStringField("flavor", "ddspring-dev-agent");
            writeTexts(out, "endpoints", endpoints);
            out.writeBooleanField("client_drop_p0s", clientStats);
            writeTexts(out, "span_kinds_stats_computed", SPAN_KINDS);
            writeTexts(out, "peer_tags", PEER_TAGS);
            out.writeBooleanField("span_meta_structs", true);
            out.writeBooleanField("span_events", true);
            out.writeBooleanField("long_running_spans", false);
            writeTexts(out, "evp_proxy_allowed_headers", EVP_PROXY_ALLOWED_HEADERS);
            out.writeObjectFieldStart("config");
            out.writeNumberField("max_request_bytes", maxBodyBytes);
            if (statsDPort > 0) {
                out.writeNumberField("statsd_port", statsDPort);
            }
            out.writeEndObject();
            out.writeEndObject();
        });
        return new String(document, StandardCharsets.UTF_8);
    }

    private static void writeTexts(JsonGenerator out, String field, List<String> texts) throws IOException {
        out.writeArrayFieldStart(field);
        for (String text : texts) {
            out.writeString(text);
        }
        out.writeEndArray();
    }

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
