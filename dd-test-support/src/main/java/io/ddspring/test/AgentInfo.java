/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.jackson.core.JsonProcessingException;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What the {@link FakeAgent} tells about itself at {@code /info}. Immutable; every {@code with} returns a copy. */
public final class AgentInfo {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Map<String, Object> fields;

    private AgentInfo(Map<String, Object> fields) {
        this.fields = Collections.unmodifiableMap(fields);
    }

    /** A current Agent that takes v0.4 traces and neither lets clients drop traces nor takes native span events. */
    public static AgentInfo defaults() {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("version", "7.71.0");
        fields.put("endpoints", List.of("/v0.3/traces", "/v0.4/traces"));
        fields.put("client_drop_p0s", false);
        fields.put("span_meta_structs", true);
        fields.put("span_events", false);
        fields.put("long_running_spans", false);
        fields.put("config", Map.of("statsd_port", 8125));
        return new AgentInfo(fields);
    }

    /** A current Agent that leaves statistics to clients, and lets them drop what they will not keep. */
    public static AgentInfo withClientStats() {
        return defaults()
                .withEndpoints("/v0.3/traces", "/v0.4/traces", "/v0.5/traces", "/v0.6/stats")
                .withClientDropP0s(true);
    }

    /** A current Agent that also passes on what libraries report about themselves. */
    public static AgentInfo withTelemetry() {
        return defaults().withEndpoints("/v0.3/traces", "/v0.4/traces", "/telemetry/proxy/");
    }

    /** Sets any field of the document; {@code value} is what Jackson can write. */
    public AgentInfo with(String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.put(field, value);
        return new AgentInfo(changed);
    }

    /** Leaves a field out, as an older Agent would. */
    public AgentInfo without(String field) {
        Map<String, Object> changed = new LinkedHashMap<>(fields);
        changed.remove(field);
        return new AgentInfo(changed);
    }

    public AgentInfo withVersion(String version) {
        return with("version", version);
    }

    /** Replaces the endpoints. Those the fake agent has no better answer for are answered with {@code 200 {}}. */
    public AgentInfo withEndpoints(String... paths) {
        return with("endpoints", List.of(paths));
    }

    public AgentInfo withClientDropP0s(boolean allowed) {
        return with("client_drop_p0s", allowed);
    }

    public AgentInfo withSpanEvents(boolean supported) {
        return with("span_events", supported);
    }

    public AgentInfo withPeerTags(String... keys) {
        return with("peer_tags", List.of(keys));
    }

    /** The document as JSON. */
    public String toJson() {
        try {
            return JSON.writeValueAsString(fields);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("/info cannot be written as JSON: " + fields, e);
        }
    }

    /** Whether {@code path} is one of the endpoints, or lies below one that ends with a slash. */
    boolean lists(String path) {
        return fields.get("endpoints") instanceof List<?> endpoints
                && endpoints.stream()
                        .map(endpoint -> "/" + String.valueOf(endpoint).replaceFirst("^/", ""))
                        .anyMatch(endpoint ->
                                path.equals(endpoint) || (endpoint.endsWith("/") && path.startsWith(endpoint)));
    }
}
