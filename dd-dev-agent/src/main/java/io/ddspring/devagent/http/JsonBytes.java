/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Runs a piece of code that writes one JSON document. */
public final class JsonBytes {
    /** Writes the document. */
    @FunctionalInterface
    public interface Content {
        void write(JsonGenerator out) throws IOException;
    }

    private static final JsonFactory JSON = new JsonFactory();

    private JsonBytes() {}

    /** The document that {@code content} writes. */
    public static byte[] of(Content content) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            content.write(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
