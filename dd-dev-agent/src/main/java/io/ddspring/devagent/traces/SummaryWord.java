/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.Locale;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Words of a search that the summary of a trace can answer. */
final class SummaryWord {
    private static final Pattern DURATION =
            Pattern.compile("duration:(>=|<=|>|<)(\\d{1,12}(?:\\.\\d{1,9})?)(ns|us|µs|ms|s|m|)");

    private SummaryWord() {}

    /** What {@code word}, in lower case, demands; null when a summary cannot tell. */
    static @Nullable Predicate<StoredTrace> of(String word) {
        if (word.startsWith("service:")) {
            String part = word.substring("service:".length());
            return trace -> trace.services().stream()
                    .anyMatch(service -> service.toLowerCase(Locale.ROOT).contains(part));
        }
        return switch (word) {
            case "status:error" -> trace -> trace.errorCount() > 0;
            case "status:ok" -> trace -> trace.errorCount() == 0;
            default -> duration(word);
        };
    }

    private static @Nullable Predicate<StoredTrace> duration(String word) {
        Matcher matcher = DURATION.matcher(word);
        if (!matcher.matches()) {
            return null;
        }
        double nanos = Double.parseDouble(matcher.group(2)) * nanosOf(matcher.group(3));
        return switch (matcher.group(1)) {
            case ">" -> trace -> trace.durationNanos() > nanos;
            case ">=" -> trace -> trace.durationNanos() >= nanos;
            case "<" -> trace -> trace.durationNanos() < nanos;
            default -> trace -> trace.durationNanos() <= nanos;
        };
    }

    /** Without a unit it is milliseconds. */
    private static double nanosOf(String unit) {
        return switch (unit) {
            case "ns" -> 1;
            case "us", "µs" -> 1e3;
            case "s" -> 1e9;
            case "m" -> 60e9;
            default -> 1e6;
        };
    }
}
