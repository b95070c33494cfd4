/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.nio.charset.StandardCharsets;
import java.util.Map;

/** An HTTP answer; {@code headers} come in addition to those every answer has. */
@SuppressWarnings("ArrayRecordComponent") // Replies are never compared.
record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    static Reply json(byte[] body) {
        return new Reply(200, "application/json", body, Map.of());
    }

    static Reply json(String body) {
        return json(body.getBytes(StandardCharsets.UTF_8));
    }

    static Reply text(int status, String body) {
        return new Reply(status, "text/plain; charset=utf-8", body.getBytes(StandardCharsets.UTF_8), Map.of());
    }

    static Reply noContent() {
        return new Reply(204, "text/plain", new byte[0], Map.of());
    }

    static Reply methodNotAllowed(String allowed) {
        return text(405, "allowed: " + allowed).withHeaders(Map.of("Allow", allowed));
    }

    Reply withHeaders(Map<String, String> more) {
        return new Reply(status, contentType, body, more);
    }
}
