/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Map;

/**
 * Something that happened at one moment of a span. Immutable.
 *
 * @param timeUnixNanos when, in nanoseconds since the epoch
 * @param attributes values are strings, booleans, integers ({@code Long}), doubles or lists of one of these; entries of
 *     other types are left out when the event is sent
 */
public record SpanEvent(String name, long timeUnixNanos, Map<String, Object> attributes) {
    /** Name of the event that stands for an exception. */
    public static final String EXCEPTION = "exception";

    public SpanEvent {
        attributes = Map.copyOf(attributes);
    }
}
