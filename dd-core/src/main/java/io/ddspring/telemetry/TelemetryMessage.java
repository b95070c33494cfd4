/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One thing the library has to report, written already, so that its size is known. Not changed after it was made.
 */
final class TelemetryMessage {
    private static final JsonFactory JSON = new JsonFactory();

    /** Bytes from which on a list goes on in another message. */
    private static final int LIST_BYTES = 512 * 1024;

    private final TelemetryType type;
    private final byte @Nullable [] payload;

    private TelemetryMessage(TelemetryType type, byte @Nullable [] payload) {
        this.type = type;
        this.payload = payload;
    }

    /** Writes the members of an object. */
    @FunctionalInterface
    interface Members {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes an element of a list. */
    @FunctionalInterface
    interface ElementWriter<T> {
        void write(T element, JsonGenerator json) throws IOException;
    }

    static TelemetryMessage of(TelemetryType type) {
        return new TelemetryMessage(type, null);
    }

    /** A message whose payload is an object. */
    static TelemetryMessage of(TelemetryType type, Members members) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            json.writeStartObject();
            members.write(json);
            json.writeEndObject();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new TelemetryMessage(type, bytes.toByteArray());
    }

    /**
     * Messages whose payloads are objects with a list: as many as it takes for none to become large, none for no element.
     *
     * @param first further members of each object
     */
    static <T> List<TelemetryMessage> lists(
            TelemetryType type, Members first, String name, Iterable<T> elements, ElementWriter<T> writer) {
        List<TelemetryMessage> messages = new ArrayList<>(1);
        Iterator<T> rest = elements.iterator();
        while (rest.hasNext()) {
            messages.add(of(type, json -> {
                first.write(json);
                json.writeArrayFieldStart(name);
                long written = 0;
                while (rest.hasNext() && written < LIST_BYTES) {
                    writer.write(rest.next(), json);
                    json.flush();
                    written = ((ByteArrayOutputStream) json.getOutputTarget()).size();
                }
                json.writeEndArray();
            }));
        }
        return messages;
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
