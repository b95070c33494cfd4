/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** One HTTP request as the {@link FakeAgent} saw it. Immutable. */
public final class ReceivedRequest {
    private final String method;
    private final String target;
    private final Map<String, List<String>> headers;
    private final byte[] body;
    private final boolean accepted;

    ReceivedRequest(String method, String target, Map<String, List<String>> headers, byte[] body, boolean accepted) {
        this.method = method;
        this.target = target;
        this.headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        headers.forEach((name, values) -> this.headers.put(name, List.copyOf(values)));
        this.body = body;
        this.accepted = accepted;
    }

    public String method() {
        return method;
    }

    /** The path without the query. */
    public String path() {
        int query = target.indexOf('?');
        return query < 0 ? target : target.substring(0, query);
    }

    /** Path and query as they were on the request line. */
    public String target() {
        return target;
    }

    /** First value of a header, names being case-insensitive, or null. */
    public @Nullable String header(String name) {
        List<String> values = headers.get(name);
        return values == null ? null : values.get(0);
    }

    /** All values of a header, empty when it is absent. */
    public List<String> headers(String name) {
        return headers.getOrDefault(name, List.of());
    }

    /** Names of all headers, in alphabetical order. */
    public List<String> headerNames() {
        return List.copyOf(headers.keySet());
    }

    /** A copy of the body; shorter than announced when a {@link Fault} cut the request off. */
    public byte[] body() {
        return body.clone();
    }

    public String bodyAsText() {
        return new String(body, StandardCharsets.UTF_8);
    }

    /**
     * The body read as one MessagePack document: {@code Map}, {@code List}, {@code String}, {@code Long}
     * ({@code BigInteger} beyond its range), {@code Double}, {@code Boolean}, {@code byte[]} or null.
     *
     * @throws IllegalArgumentException if it is not exactly one document
     */
    public @Nullable Object bodyAsMessagePack() {
        return MessagePackTree.read(body);
    }

    /** Whether the client was, or was about to be, told that all is well (2xx in full). */
    public boolean isAccepted() {
        return accepted;
    }

    @Override
    public String toString() {
        return method + " " + target + " (" + body.length + " bytes" + (accepted ? ")" : ", not accepted)");
    }
}
