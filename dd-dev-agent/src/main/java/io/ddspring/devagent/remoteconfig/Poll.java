/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.http.JsonBody;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a client says when it asks. Absent texts are empty.
 *
 * @param client everything it said about itself
 * @param cached files that it has, by path
 * @param files the same as they were sent
 */
record Poll(
        String id,
        Set<String> products,
        long targetsVersion,
        List<State> states,
        Map<String, CachedFile> cached,
        JsonNode client,
        JsonNode files) {
    private static final int MAX_CHARS = 200;
    private static final int MAX_ERROR_CHARS = 2000;
    private static final int MAX_ENTRIES = 1000;

    /** What became of a configuration. */
    record State(String id, String product, long version, int applied, String error) {
        static final int ACKNOWLEDGED = 2;
        static final int ERROR = 3;

        static State of(JsonNode json) {
            return new State(
                    text(json, "id", MAX_CHARS),
                    text(json, "product", MAX_CHARS),
                    json.path("version").asLong(),
                    json.path("apply_state").asInt(-1),
                    text(json, "apply_error", MAX_ERROR_CHARS));
        }

        String word() {
            return switch (applied) {
                case ACKNOWLEDGED -> "acknowledged";
                case ERROR -> "error";
                default -> "unacknowledged";
            };
        }
    }

    /** A file that a client has; {@code sha256} is empty when it did not tell it. */
    record CachedFile(String path, long length, String sha256) {
        static CachedFile of(JsonNode json) {
            String sha256 = "";
            for (JsonNode hash : json.path("hashes")) {
                if (hash.path("algorithm").asText().equals("sha256")) {
                    sha256 = text(hash, "hash", MAX_CHARS);
                }
            }
            return new CachedFile(
                    text(json, "path", MAX_ERROR_CHARS), json.path("length").asLong(-1), sha256);
        }
    }

    /** @throws MalformedPayloadException when it does not say who asks */
    static Poll parse(Payload payload) throws MalformedPayloadException {
        JsonNode body = JsonBody.object(payload.body());
        JsonNode client = body.path("client");
        String id = text(client, "id", MAX_CHARS);
        if (id.isEmpty()) {
            throw new MalformedPayloadException("client.id is missing");
        }
        JsonNode state = client.path("state");
        if (!state.isObject()) {
            throw new MalformedPayloadException("client.state is missing");
        }
        Set<String> products = new LinkedHashSet<>();
        for (JsonNode product : client.path("products")) {
            if (products.size() < MAX_ENTRIES) {
                products.add(cut(product.asText(), MAX_CHARS));
            }
        }
        List<State> states = new ArrayList<>();
        for (JsonNode json : state.path("config_states")) {
            if (states.size() < MAX_ENTRIES) {
                states.add(State.of(json));
            }
        }
        Map<String, CachedFile> cached = new LinkedHashMap<>();
        JsonNode files = body.path("cached_target_files");
        for (JsonNode json : files) {
            CachedFile file = CachedFile.of(json);
            if (cached.size() < MAX_ENTRIES) {
                cached.put(file.path(), file);
            }
        }
        return new Poll(id, products, state.path("targets_version").asLong(), states, cached, client, files);
    }

    /** What the client says of itself as a tracer. */
    String ofTracer(String field) {
        return text(client.path("client_tracer"), field, MAX_CHARS);
    }

    /** Why it could not take what it was offered, empty when it could. */
    String error() {
        return text(client.path("state"), "error", MAX_ERROR_CHARS);
    }

    boolean has(OfferedConfig config) {
        CachedFile file = cached.get(config.path().toString());
        return file != null && file.sha256().equals(config.sha256());
    }

    private static String text(JsonNode json, String field, int maxChars) {
        return cut(json.path(field).asText(""), maxChars);
    }

    private static String cut(String text, int maxChars) {
        return text.length() > maxChars ? text.substring(0, maxChars) : text;
    }
}
