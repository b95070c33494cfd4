/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import com.sun.net.httpserver.Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** What handlers see of an HTTP request. The body can be read once. */
public record Request(String method, URI target, Headers headers, InputStream content) {
    /** Thrown when a body is larger than allowed. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(String message) {
            super(message);
        }
    }

    /** The path without the query; empty for targets such as {@code *}. */
    public String path() {
        String path = target.getPath();
        return path == null ? "" : path;
    }

    public boolean isRead() {
        return method.equals("GET") || method.equals("HEAD");
    }

    public boolean isWrite() {
        return method.equals("PUT") || method.equals("POST");
    }

    public @Nullable String header(String name) {
        return headers.getFirst(name);
    }

    /** The parameters of the query; the last one of a name counts. */
    public Map<String, String> parameters() {
        Map<String, String> parameters = new LinkedHashMap<>();
        String query = target.getRawQuery();
        if (query != null) {
            for (String pair : query.split("&", -1)) {
                int equals = pair.indexOf('=');
                String name = equals < 0 ? pair : pair.substring(0, equals);
                String value = equals < 0 ? "" : pair.substring(equals + 1);
                parameters.put(decode(name), decode(value));
            }
        }
        return parameters;
    }

    private static String decode(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return text;
        }
    }

    /**
     * Reads the whole body, without the encoding it was sent in. What a larger one has beyond {@code maxBytes} is taken off
     * the connection, so that the answer gets through, but neither kept nor unpacked.
     */
    public byte[] body(int maxBytes) throws IOException {
        byte[] body = decoded().readNBytes(maxBytes + 1);
        content.transferTo(OutputStream.nullOutputStream());
        if (body.length > maxBytes) {
            throw new TooLargeException("more than the " + maxBytes + " bytes allowed");
        }
        return body;
    }

    private InputStream decoded() throws IOException {
        String encoding = header("Content-Encoding");
        return "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(content) : content;
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
