/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An HTTP answer.
 *
 * @param document written in place of {@code body}, piece by piece, if it is not null
 * @param headers come in addition to those every answer has
 */
@SuppressWarnings("ArrayRecordComponent") // Replies are never compared.
public record Reply(
        int status,
        String contentType,
        byte[] body,
        JsonBytes.@Nullable Content document,
        Map<String, String> headers) {
    /** An answer whose body is in memory. */
    public Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
        this(status, contentType, body, null, headers);
    }

    /** A document that is too large to be kept in memory as a whole; it is written when the answer is sent. */
    public static Reply largeJson(JsonBytes.Content document) {
        return new Reply(200, "application/json", new byte[0], document, Map.of());
    }

    public static Reply json(byte[] body) {
        return new Reply(200, "application/json", body, Map.of());
    }

    public static Reply json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    /** The answer of an intake that works on what it got later. */
    public static Reply accepted(String json) {
        return new Reply(202, "application/json", json.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    public static Reply noContent() {
        return new Reply(204, "text/plain", new byte[0], Map.of());
    }

    public static Reply methodNotAllowed(String allowed) {
        return text(405, "allowed: " + allowed).withHeaders(Map.of("Allow", allowed));
    }

    /** A copy with more headers. */
    public Reply withHeaders(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Reply(status, contentType, body, document, all);
    }
}
