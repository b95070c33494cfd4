/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** What a metric's values mean. */
enum MetricType {
    /** Its values are added up. */
    COUNT,
    /** Its last value is what is. */
    GAUGE,
    /** Values of which one wants to know the distribution, as seen by one agent. */
    HISTOGRAM,
    /** The same as seen by all agents together. */
    DISTRIBUTION,
    /** A histogram of durations in milliseconds. */
    TIMING,
    /** Texts of which one wants to know how many different ones there are. */
    SET;

    /** The type that a line calls {@code code}; null when there is none. */
    static @Nullable MetricType of(String code) {
        return switch (code) {
            case "c" -> COUNT;
            case "g" -> GAUGE;
            case "h" -> HISTOGRAM;
            case "d" -> DISTRIBUTION;
            case "ms" -> TIMING;
            case "s" -> SET;
            default -> null;
        };
    }

    /** The word for the console. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }
}
