/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** An Agent's answer. Immutable. */
public final class AgentResponse {
    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;

    AgentResponse(int status, Map<String, String> headers, byte[] body) {
        Map<String, String> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        byName.putAll(headers);
        this.status = status;
        this.headers = Collections.unmodifiableMap(byName);
        this.body = body;
    }

    /** HTTP status, 200 to 599. */
    public int status() {
        return status;
    }

    /** Whether the status is 2xx. */
    public boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** Value of a header, names being case-insensitive, or null. */
    public @Nullable String header(String name) {
        return headers.get(name);
    }

    /** The body, at most as long as the transport takes; what was beyond is left out. Not to be changed. */
    public byte[] body() {
        return body;
    }

    @Override
    public String toString() {
        return status + " " + new String(body, 0, Math.min(body.length, 200), StandardCharsets.UTF_8);
    }
}
