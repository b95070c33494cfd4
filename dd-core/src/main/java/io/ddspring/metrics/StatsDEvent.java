/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened, for the event stream. Immutable.
 *
 * @param title not empty
 * @param text may have several lines; may be empty
 * @param time when it happened, to the second; null for when the Agent receives it
 * @param hostname host it is about; null for that of the Agent
 * @param aggregationKey events with the same one are shown together; null for none
 * @param sourceType what kind of thing reports it, for example {@code spring}; null for none
 * @param priority how much it matters
 * @param alertType what it means
 */
public record StatsDEvent(
        String title,
        String text,
        @Nullable Instant time,
        @Nullable String hostname,
        @Nullable String aggregationKey,
        @Nullable String sourceType,
        Priority priority,
        AlertType alertType) {
    /** How much an event matters. */
    public enum Priority {
        LOW,
        NORMAL
    }

    /** What an event means. */
    public enum AlertType {
        ERROR,
        WARNING,
        INFO,
        SUCCESS
    }

    /** @throws IllegalArgumentException when there is no title */
    public StatsDEvent {
        Objects.requireNonNull(text, "text");
        Objects.requireNonNull(priority, "priority");
        Objects.requireNonNull(alertType, "alertType");
        if (title.isEmpty()) {
            throw new IllegalArgumentException("title is empty");
        }
    }

    /** An event of normal priority that informs. */
    public static StatsDEvent of(String title, String text) {
        return new StatsDEvent(title, text, null, null, null, null, Priority.NORMAL, AlertType.INFO);
    }

    /** The same event at another time. */
    public StatsDEvent withTime(Instant newTime) {
        return new StatsDEvent(title, text, newTime, hostname, aggregationKey, sourceType, priority, alertType);
    }

    /** The same event about another host. */
    public StatsDEvent withHostname(String newHostname) {
        return new StatsDEvent(title, text, time, newHostname, aggregationKey, sourceType, priority, alertType);
    }

    /** The same event, shown together with others. */
    public StatsDEvent withAggregationKey(String newAggregationKey) {
        return new StatsDEvent(title, text, time, hostname, newAggregationKey, sourceType, priority, alertType);
    }

    /** The same event reported by something else. */
    public StatsDEvent withSourceType(String newSourceType) {
        return new StatsDEvent(title, text, time, hostname, aggregationKey, newSourceType, priority, alertType);
    }

    /** The same event with another priority. */
    public StatsDEvent withPriority(Priority newPriority) {
        return new StatsDEvent(title, text, time, hostname, aggregationKey, sourceType, newPriority, alertType);
    }

    /** The same event with another meaning. */
    public StatsDEvent withAlertType(AlertType newAlertType) {
        return new StatsDEvent(title, text, time, hostname, aggregationKey, sourceType, priority, newAlertType);
    }
}
