/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes JSON, and long lists of it in several parts of limited size. */
final class JsonParts {
    private static final Logger LOG = LoggerFactory.getLogger(JsonParts.class);
    private static final JsonFactory JSON = new JsonFactory();

    /** Bytes of a part, unless its one element is larger. */
    private static final int PART_BYTES = 512 * 1024;

    /** Bytes of an element from which on it is left out: no request could be trusted to have room for it. */
    private static final int ELEMENT_BYTES = 1024 * 1024;

    private JsonParts() {}

    /** Writes something. */
    @FunctionalInterface
    interface Content {
        void write(JsonGenerator json) throws IOException;
    }

    /** Writes an element of a list. */
    @FunctionalInterface
    interface ElementWriter<T> {
        void write(T element, JsonGenerator json) throws IOException;
    }

    static byte[] write(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(512);
        try (JsonGenerator json = JSON.createGenerator(bytes)) {
            content.write(json);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /** Writes what was written before as the value of a member. */
    static void embed(JsonGenerator json, String name, byte[] value) throws IOException {
        json.writeFieldName(name);
        json.writeRawValue(new String(value, StandardCharsets.UTF_8));
    }

    /** Arrays with all elements in their order; none for no element. */
    static <T> List<byte[]> arrays(Iterable<T> elements, ElementWriter<T> writer) {
        return arrays(elements, writer, Integer.MAX_VALUE);
    }

    /**
     * Arrays with all elements in their order; none for no element.
     *
     * @param limit most elements in one array
     */
    static <T> List<byte[]> arrays(Iterable<T> elements, ElementWriter<T> writer, int limit) {
        List<byte[]> arrays = new ArrayList<>(1);
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        int count = 0;
        for (T element : elements) {
            byte[] written = write(json -> writer.write(element, json));
            if (written.length > ELEMENT_BYTES) {
                LOG.debug("something is not reported as it has {} bytes", written.length);
                continue;
            }
            if (part.size() > 0 && (count == limit || part.size() + written.length > PART_BYTES)) {
                arrays.add(closed(part));
                part.reset();
                count = 0;
            }
            count++;
            part.write(part.size() == 0 ? '[' : ',');
            part.write(written, 0, written.length);
        }
        if (part.size() > 0) {
            arrays.add(closed(part));
        }
        return arrays;
    }

    private static byte[] closed(ByteArrayOutputStream part) {
        part.write(']');
        return part.toByteArray();
    }
}
