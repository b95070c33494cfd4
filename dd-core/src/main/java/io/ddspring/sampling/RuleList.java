/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Rules in the order in which they are tried. Immutable.
 *
 * @param skipped rules that were given but cannot be applied, each with the reason, for people
 * @param <R> type of the rules
 */
public record RuleList<R>(List<R> rules, List<String> skipped) {
    /** Copies the lists. */
    public RuleList {
        rules = List.copyOf(rules);
        skipped = List.copyOf(skipped);
    }

    /** No rules at all. */
    public static <R> RuleList<R> empty() {
        return new RuleList<>(List.of(), List.of());
    }

    /** The JSON array that would be read as these rules; empty when there are none. */
    String json() {
        return rules.isEmpty() ? "" : rules.stream().map(String::valueOf).collect(Collectors.joining(",", "[", "]"));
    }
}
