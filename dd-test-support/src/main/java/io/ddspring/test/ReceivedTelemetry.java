/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.jackson.core.type.TypeReference;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A message in which a library reports on itself, alone or from a batch. Values are maps, lists, texts, numbers, booleans
 * and null. Immutable.
 *
 * @param type for example {@code app-started}
 * @param sequence number of the request it came in
 * @param application what the request says of the application
 * @param payload empty when there is none
 */
public record ReceivedTelemetry(
        String type, long sequence, Map<String, Object> application, Map<String, Object> payload) {
    /** Where an Agent takes reports. */
    public static final String ENDPOINT = "/telemetry/proxy/api/v2/apmtelemetry";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final TypeReference<Map<String, Object>> OBJECT = new TypeReference<>() {};

    static List<ReceivedTelemetry> read(ReceivedRequest request) {
        Map<String, Object> body;
        try {
            body = JSON.readValue(request.body(), OBJECT);
        } catch (IOException broken) {
            throw new IllegalArgumentException("not a report: " + request.bodyAsText(), broken);
        }
        long sequence = ((Number) body.getOrDefault("seq_id", 0)).longValue();
        Map<String, Object> application = object(body.get("application"));
        List<ReceivedTelemetry> messages = new ArrayList<>();
        if (body.get("payload") instanceof List<?> batch) {
            for (Object message : batch) {
                Map<String, Object> item = object(message);
                messages.add(new ReceivedTelemetry(
                        String.valueOf(item.get("request_type")), sequence, application, object(item.get("payload"))));
            }
        } else {
            messages.add(new ReceivedTelemetry(
                    String.valueOf(body.get("request_type")), sequence, application, object(body.get("payload"))));
        }
        return messages;
    }

    @SuppressWarnings("unchecked") // objects of JSON have texts as keys
    private static Map<String, Object> object(@Nullable Object value) {
        return value instanceof Map<?, ?> ? (Map<String, Object>) value : Map.of();
    }
}
