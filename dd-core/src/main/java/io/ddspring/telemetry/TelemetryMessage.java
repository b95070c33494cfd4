/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing the library has to report, written already, so that its size is known. Not changed after it was made.
 */
final class TelemetryMessage {
    private final TelemetryType type;
    private final byte @Nullable [] payload;

    private TelemetryMessage(TelemetryType type, byte @Nullable [] payload) {
        this.type = type;
        this.payload = payload;
    }

    /** A message whose type says everything. */
    static TelemetryMessage of(TelemetryType type) {
        return new TelemetryMessage(type, null);
    }

    /** A message whose payload is an object with these members. */
    static TelemetryMessage of(TelemetryType type, JsonParts.Content members) {
        return new TelemetryMessage(type, JsonParts.write(json -> {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        }));
    }

    /**
     * Messages whose payloads are objects with a list: as many as it takes for none to become large, none for no element.
     *
     * @param first further members of each object
     */
    static <T> List<TelemetryMessage> lists(
            TelemetryType type,
            JsonParts.Content first,
            String name,
            Iterable<T> elements,
            JsonParts.ElementWriter<T> writer) {
        return JsonParts.arrays(elements, writer).stream()
                .map(array -> of(type, json -> {
                    first.write(json);
                    JsonParts.embed(json, name, array);
                }))
                .toList();
    }

    /** Messages whose payloads have nothing but a list. */
    static <T> List<TelemetryMessage> lists(
            TelemetryType type, String name, Iterable<T> elements, JsonParts.ElementWriter<T> writer) {
        return lists(type, json -> {}, name, elements, writer);
    }

    TelemetryType type() {
        return type;
    }

    /** JSON; null when the type says everything. */
    byte @Nullable [] payload() {
        return payload;
    }

    int sizeBytes() {
        return payload == null ? 0 : payload.length;
    }
}
