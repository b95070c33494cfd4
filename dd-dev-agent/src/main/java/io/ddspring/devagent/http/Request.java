/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import com.sun.net.httpserver.Headers;
import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** What handlers see of an HTTP request. The body can be read once. */
public record Request(String method, URI target, Headers headers, InputStream content) {
    /** Thrown when a body is larger than allowed. */
    public static final class TooLargeException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLargeException(int maxBytes) {
            super("more than the " + maxBytes + " bytes allowed");
        }
    }

    private static final long MAX_DRAINED_BYTES = 64L * 1024 * 1024;
    private static final int LARGE_BYTES = 1024 * 1024;
    private static final int DRAIN_BUFFER_BYTES = 8 * 1024;

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

    /** A stream that those who read it to its end do not close: its rest must still be taken off the connection. */
    private static final class KeptOpen extends FilterInputStream {
        KeptOpen(InputStream in) {
            super(in);
        }

        @Override
        public void close() {
            // See above.
        }
    }

    /** Waits until there is room. */
    @FunctionalInterface
    interface Turn {
        void await() throws IOException;
    }

    /**
     * Reads the whole body, without the encoding it was sent in. What a larger one has beyond {@code maxBytes} is neither
     * kept nor unpacked.
     *
     * @throws TooLargeException when it is larger
     * @throws MalformedPayloadException when it is not in the encoding that it is said to be in
     */
    public byte[] body(int maxBytes) throws IOException, MalformedPayloadException {
        return body(maxBytes, () -> {});
    }

    /** As {@link #body(int)}; {@code turn} is awaited in the midst of a large one. */
    byte[] body(int maxBytes, Turn turn) throws IOException, MalformedPayloadException {
        try (InputStream in = decoded(maxBytes)) {
            byte[] start = in.readNBytes(LARGE_BYTES);
            if (start.length < LARGE_BYTES) {
                return start;
            }
            turn.await();
            return new SequenceInputStream(new ByteArrayInputStream(start), in).readAllBytes();
        } catch (ZipException | EOFException broken) {
            throw new MalformedPayloadException("not gzip", ": ", broken);
        }
    }

    /**
     * The body without the encoding it was sent in, for those who need not keep it whole. Reading fails with a
     * {@link TooLargeException} when it has more than {@code maxBytes}.
     */
    public InputStream decoded(int maxBytes) throws IOException {
        String encoding = header("Content-Encoding");
        InputStream encoded = new KeptOpen(content);
        return new LimitedInputStream(
                "gzip".equalsIgnoreCase(encoding) ? new GZIPInputStream(encoded) : encoded, maxBytes);
    }

    /** Takes what was not read off the connection, so that the answer gets through; a body that never ends goes with it. */
    void drain() throws IOException {
        byte[] buffer = new byte[DRAIN_BUFFER_BYTES];
        long left = MAX_DRAINED_BYTES;
        for (int read = content.read(buffer); read >= 0 && left > 0; read = content.read(buffer)) {
            left -= read;
        }
    }

    @Override
    public String toString() {
        return method + " " + path();
    }
}
