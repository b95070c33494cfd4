/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP answer of the {@link FakeAgent}. Immutable.
 *
 * @param status HTTP status code
 * @param headers headers besides {@code Content-Length}, which is always computed
 * @param body body, sent as UTF-8
 */
public record Answer(int status, Map<String, String> headers, String body) {
    public Answer {
        headers = Map.copyOf(headers);
    }

    /** A 200 answer with a JSON body. */
    public static Answer json(String body) {
        return new Answer(200, Map.of("Content-Type", "application/json"), body);
    }

    /** A plain text answer. */
    public static Answer text(int status, String body) {
        return new Answer(status, Map.of("Content-Type", "text/plain; charset=utf-8"), body);
    }

    /** A copy with one more header. */
    public Answer withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, more, body);
    }

    boolean isSuccess() {
        return status / 100 == 2;
    }

    byte[] bodyBytes() {
        return body.getBytes(StandardCharsets.UTF_8);
    }
}
