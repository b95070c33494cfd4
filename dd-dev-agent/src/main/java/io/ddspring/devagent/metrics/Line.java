/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** One line of a datagram. Absent texts are empty. */
sealed interface Line {
    /**
     * Values of a metric.
     *
     * @param values at least one; numbers, but for a set
     * @param rate of the values that were sent, more than 0 and at most 1
     * @param seconds when the value was; null when it is now
     */
    record Metric(
            String name,
            MetricType type,
            List<String> values,
            double rate,
            List<String> tags,
            @Nullable Long seconds) implements Line {}

    /** Something that happened. */
    record Event(
            String title,
            String text,
            String alertType,
            String priority,
            String host,
            String source,
            String aggregationKey,
            List<String> tags)
            implements Line {}

    /** How a service is: {@code status} is 0 (ok), 1 (warning), 2 (critical) or 3 (unknown). */
    record Check(String name, int status, String host, String message, List<String> tags) implements Line {}
}
