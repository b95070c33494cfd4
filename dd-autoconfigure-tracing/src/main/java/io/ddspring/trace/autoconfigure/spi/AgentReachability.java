/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.remoteconfig.PollStatus;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.TraceWriter;
import java.time.Duration;
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

    private static final Duration PATIENCE = Duration.ofMinutes(5);

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

    /**
     * What the last requests for configurations tell of the Agent; it counts as unreachable after five minutes of failures.
     *
     * @param now to tell how long they have failed
     */
    public static AgentReachability of(PollStatus polls, Instant now) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("last-result", polls.lastResult());
        Instant lastPoll = polls.lastPoll();
        if (lastPoll != null) {
            details.put("last-poll", lastPoll.toString());
        }
        Instant failingSince = polls.failingSince();
        if (failingSince == null) {
            return new AgentReachability(lastPoll == null ? State.UNKNOWN : State.REACHABLE, details);
        }
        details.put("failing-since", failingSince.toString());
        boolean forLong = Duration.between(failingSince, now).compareTo(PATIENCE) >= 0;
        return new AgentReachability(forLong ? State.UNREACHABLE : State.UNKNOWN, details);
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
