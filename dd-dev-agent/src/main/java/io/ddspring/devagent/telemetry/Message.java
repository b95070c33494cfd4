/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.http.JsonBody;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/**
 * One request of a runtime.
 *
 * @param payload as it came
 * @param runtimeId not empty
 * @param sequence its {@code seq_id}, 0 when it has none
 * @param type its {@code request_type}, not empty
 * @param body the whole envelope
 */
record Message(Payload payload, String runtimeId, long sequence, String type, JsonNode body) {
    static final String BATCH = "message-batch";
    private static final int MAX_ID_CHARS = 200;

    /** One thing that is told: of a batch there are several. */
    record Item(String type, JsonNode payload) {}

    /** @throws MalformedPayloadException when it does not say what it is and from whom */
    static Message parse(Payload payload) throws MalformedPayloadException {
        JsonNode body = JsonBody.object(payload.body());
        return new Message(
                payload,
                required(body, "runtime_id"),
                body.path("seq_id").asLong(),
                required(body, "request_type"),
                body);
    }

    private static String required(JsonNode body, String field) throws MalformedPayloadException {
        String text = body.path(field).asText();
        if (text.isEmpty() || text.length() > MAX_ID_CHARS || !body.path(field).isTextual()) {
            throw new MalformedPayloadException(
                    field + " is missing or no text of up to " + MAX_ID_CHARS + " characters");
        }
        return text;
    }

    /** What it tells; those items of a batch that have no type are left out. */
    List<Item> items() {
        JsonNode content = body.path("payload");
        if (!type.equals(BATCH)) {
            return List.of(new Item(type, content));
        }
        List<Item> items = new ArrayList<>();
        for (JsonNode item : content) {
            if (item.path("request_type").isTextual()) {
                items.add(new Item(item.path("request_type").asText(), item.path("payload")));
            }
        }
        return items;
    }

    long timeMillis() {
        return payload.time().toEpochMilli();
    }
}
