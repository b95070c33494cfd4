/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

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

    private final String json;
    private final String hash;

    /**
     * @param endpoints paths at which this agent takes something
     * @param statsDPort where it takes metrics of DogStatsD, 0 when it takes none
     */
    public AgentInfo(List<String> endpoints, int maxBodyBytes, int statsDPort) {
        this.json = json(endpoints, maxBodyBytes, statsDPort);
        this.hash = sha256(json);
    }

    String json() {
        return json;
    }

    /** For the header {@code Datadog-Agent-State}: changes when the document does. */
    String hash() {
        return hash;
    }

    private static String json(List<String> endpoints, int maxBodyBytes, int statsDPort) {
        byte[] document = JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeStringField("version", AGENT_VERSION);
            out.writeStringField("flavor", "ddspring-dev-agent");
            out.writeArrayFieldStart("endpoints");
            for (String endpoint : endpoints) {
                out.writeString(endpoint);
            }
            out.writeEndArray();
            out.writeBooleanField("client_drop_p0s", false);
            out.writeBooleanField("span_meta_structs", true);
            out.writeBooleanField("span_events", true);
            out.writeBooleanField("long_running_spans", false);
            out.writeArrayFieldStart("evp_proxy_allowed_headers");
            for (String header : EVP_PROXY_ALLOWED_HEADERS) {
                out.writeString(header);
            }
            out.writeEndArray();
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

    private static String sha256(String text) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
