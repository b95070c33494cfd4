/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * The statistics of one group of spans.
 *
 * @param startNanos beginning of the bucket, nanoseconds since the epoch
 * @param fields values by their names on the wire: texts, {@code Long}, {@code Boolean} and lists of texts
 * @param okDurations durations of the spans without error, in nanoseconds
 * @param errorDurations durations of the others
 */
public record ReceivedStats(
        long startNanos, Map<String, Object> fields, ReceivedSketch okDurations, ReceivedSketch errorDurations) {
    public String name() {
        return text("Name");
    }

    public String service() {
        return text("Service");
    }

    public String resource() {
        return text("Resource");
    }

    public String spanKind() {
        return text("SpanKind");
    }

    public long httpStatus() {
        return number("HTTPStatusCode");
    }

    public boolean isTraceRoot() {
        return number("IsTraceRoot") == 1;
    }

    /** As {@code key:value}. */
    public List<?> peerTags() {
        return (List<?>) value("PeerTags");
    }

    public long hits() {
        return number("Hits");
    }

    public long errors() {
        return number("Errors");
    }

    public long topLevelHits() {
        return number("TopLevelHits");
    }

    /** Sum of the durations of all spans, in nanoseconds. */
    public long durationNanos() {
        return number("Duration");
    }

    /** A text that need not be there; empty then. */
    public String text(String field) {
        return (String) fields.getOrDefault(field, "");
    }

    private long number(String field) {
        return (Long) value(field);
    }

    private Object value(String field) {
        return Objects.requireNonNull(fields.get(field), field);
    }
}
