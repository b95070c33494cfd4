/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** An HTTP answer; {@code headers} come in addition to those every answer has. */
@SuppressWarnings("ArrayRecordComponent") // Replies are never compared.
public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
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
        return new Reply(status, contentType, body, all);
    }
}
