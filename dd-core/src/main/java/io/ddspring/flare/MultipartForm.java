/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A form as browsers send it, with texts and a file, see
 * <a href="https://www.rfc-editor.org/rfc/rfc7578">RFC 7578</a>. Used by one thread.
 */
final class MultipartForm {
    private final String boundary = "dd-" + UUID.randomUUID();
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    MultipartForm text(String name, String value) {
        line("--" + boundary);
        line("Content-Disposition: form-data; name=\"" + quoted(name) + "\"");
        line("");
        line(value);
        return this;
    }

    MultipartForm file(String name, String fileName, byte[] content) {
        line("--" + boundary);
        line("Content-Disposition: form-data; name=\"" + quoted(name) + "\"; filename=\"" + quoted(fileName) + "\"");
        line("Content-Type: application/octet-stream");
        line("");
        bytes.writeBytes(content);
        line("");
        return this;
    }

    String contentType() {
        return "multipart/form-data; boundary=" + boundary;
    }

    /** The whole form; nothing can be added after it. */
    byte[] body() {
        line("--" + boundary + "--");
        return bytes.toByteArray();
    }

    private void line(String text) {
        bytes.writeBytes((text + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    private static String quoted(String text) {
        return text.replace("\r", "%0D").replace("\n", "%0A").replace("\"", "%22");
    }
}
