/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a client sent to an intake. Its body is not to be changed.
 *
 * @param query the raw query of its target; empty when there was none
 * @param headers by their name in lower case
 * @param body without the encoding it was sent in
 */
@SuppressWarnings("ArrayRecordComponent") // Payloads are never compared.
public record Payload(
        Instant time, String method, String path, String query, Map<String, String> headers, byte[] body) {
    private static final int OVERHEAD_BYTES = 512;

    /** A payload without a query. */
    public Payload(Instant time, String method, String path, Map<String, String> headers, byte[] body) {
        this(time, method, path, "", headers, body);
    }

    /** The value of a header, whatever the case of its name; null when it was not sent. */
    public @Nullable String header(String name) {
        return headers.get(name.toLowerCase(Locale.ROOT));
    }

    /** What is wrong with the content type, if it is not {@code expected}; parameters after it do not matter. */
    public Optional<String> contentTypeOtherThan(String expected) {
        String type = header("Content-Type");
        if (type == null) {
            return Optional.of("Content-Type is missing, expected " + expected);
        }
        String bare = type.split(";", 2)[0].strip();
        return bare.equalsIgnoreCase(expected)
                ? Optional.empty()
                : Optional.of("Content-Type is " + type + ", expected " + expected);
    }

    /** Memory that it takes. */
    public long keptBytes() {
        long chars = path.length() + (long) query.length();
        for (Map.Entry<String, String> header : headers.entrySet()) {
            chars += header.getKey().length() + (long) header.getValue().length();
        }
        return body.length + chars + OVERHEAD_BYTES;
    }

    @Override
    public String toString() {
        return method + " " + path;
    }
}
