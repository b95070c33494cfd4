/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One HTTP request to an Agent. Not changed after it was built, except that {@code body} is the caller's memory: it must
 * stay as it is until the request was sent.
 */
public final class AgentRequest {
    private static final ByteBuffer NO_BODY = ByteBuffer.allocate(0).asReadOnlyBuffer();
    private static final int USUAL_ANSWER_LIMIT_BYTES = 1024 * 1024;

    private final String method;
    private final String endpoint;
    private final Map<String, String> headers;
    private final ByteBuffer body;
    private final int answerLimitBytes;

    private AgentRequest(
            String method, String endpoint, Map<String, String> headers, ByteBuffer body, int answerLimitBytes) {
        this.method = method;
        this.endpoint = endpoint;
        this.headers = headers;
        this.body = body;
        this.answerLimitBytes = answerLimitBytes;
    }

    private static AgentRequest of(String method, String endpoint, Map<String, String> headers, ByteBuffer body) {
        return new AgentRequest(method, endpoint, new LinkedHashMap<>(headers), body, USUAL_ANSWER_LIMIT_BYTES);
    }

    /** A {@code GET} of {@code endpoint}, for example {@code /info}. */
    public static AgentRequest get(String endpoint, Map<String, String> headers) {
        return of("GET", endpoint, headers, NO_BODY);
    }

    /** A {@code PUT} to {@code endpoint} with the remaining bytes of {@code body}, which is not copied. */
    public static AgentRequest put(String endpoint, Map<String, String> headers, ByteBuffer body) {
        return of("PUT", endpoint, headers, body);
    }

    /** A {@code POST} to {@code endpoint} with the remaining bytes of {@code body}, which is not copied. */
    public static AgentRequest post(String endpoint, Map<String, String> headers, ByteBuffer body) {
        return of("POST", endpoint, headers, body);
    }

    /** A copy with one more header, sharing the body. */
    public AgentRequest withHeader(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new AgentRequest(method, endpoint, more, body, answerLimitBytes);
    }

    /** A copy to which an answer may have a body of that many bytes, normally a MiB; more is left out. */
    public AgentRequest withAnswerLimit(int bytes) {
        return new AgentRequest(method, endpoint, headers, body, bytes);
    }

    String method() {
        return method;
    }

    String endpoint() {
        return endpoint;
    }

    /** Not to be changed. */
    Map<String, String> headers() {
        return headers;
    }

    int answerLimitBytes() {
        return answerLimitBytes;
    }

    /** The same bytes at every call, so that a request can be sent again. */
    ByteBuffer body() {
        return body.duplicate();
    }

    @Override
    public String toString() {
        return method + " " + endpoint + " (" + body.remaining() + " bytes)";
    }
}
