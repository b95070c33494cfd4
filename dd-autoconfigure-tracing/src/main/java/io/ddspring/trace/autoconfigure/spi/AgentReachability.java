/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Whether the Agent takes what is sent to it, as far as that is known without asking it. Immutable.
 *
 * @param state what is known
 * @param details for people
 */
public record AgentReachability(State state, Map<String, Object> details) {
    /** Health status of the application's component while the Agent cannot be reached. */
    public static final ConfigKey<String> UNREACHABLE_STATUS = ConfigKey.of(
            "dd.health.unreachable-status",
            ConfigType.oneOf("UNKNOWN", "UP", "DOWN", "OUT_OF_SERVICE"),
            "UNKNOWN",
            "Health status to report while the Datadog Agent cannot be reached.");

    /** What is known about the Agent. */
    public enum State {
        /** It took what was sent last, or answered who it is. */
        REACHABLE,
        /** It did not take what was sent last. */
        UNREACHABLE,
        /** Nothing was sent yet, or traces go elsewhere. */
        UNKNOWN
    }

    /** What {@code writer} knows; null when nothing is traced. */
    public static AgentReachability of(@Nullable TraceWriter writer) {
        if (!(writer instanceof AgentTraceWriter agentWriter)) {
            return new AgentReachability(State.UNKNOWN, Map.of("reason", "traces do not go to an Agent"));
        }
        Map<String, Object> status = agentWriter.status();
        Map<String, Object> details = new LinkedHashMap<>();
        for (String name : new String[] {"url", "agent-version", "last-contact", "last-error", "last-error-time"}) {
            Object value = status.get(name);
            if (value != null && !value.equals("")) {
                details.put(name, value);
            }
        }
        return new AgentReachability(state(details), details);
    }

    private static State state(Map<String, Object> details) {
        Instant contact = instant(details.get("last-contact"));
        Instant error = instant(details.get("last-error-time"));
        if (error != null && (contact == null || error.isAfter(contact))) {
            return State.UNREACHABLE;
        }
        return contact != null || details.containsKey("agent-version") ? State.REACHABLE : State.UNKNOWN;
    }

    private static @Nullable Instant instant(@Nullable Object text) {
        return text == null ? null : Instant.parse(text.toString());
    }
}
