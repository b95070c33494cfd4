/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
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
        try {
            write(bytes, content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** Writes the document to {@code bytes} and closes them. */
    static void write(OutputStream bytes, Content content) throws IOException {
        try (JsonGenerator out = JSON.createGenerator(bytes)) {
            content.write(out);
        }
    }
}
