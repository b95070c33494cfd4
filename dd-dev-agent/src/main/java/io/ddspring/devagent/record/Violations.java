/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What is wrong with one payload that can be understood nevertheless. The same thing is told once, with its number, so that
 * one wrong payload cannot push all other problems out. Used by one thread.
 */
public final class Violations {
    private static final int MAX_REASONS = 10;

    private final Map<String, Integer> counts = new LinkedHashMap<>();

    public void add(String reason) {
        if (counts.size() < MAX_REASONS || counts.containsKey(reason)) {
            counts.merge(reason, 1, Integer::sum);
        }
    }

    /** Adds {@code reason} unless {@code condition} holds. */
    public void check(boolean condition, String reason) {
        if (!condition) {
            add(reason);
        }
    }

    /** One text for each reason, in the order in which they were found. */
    public List<String> reasons() {
        return counts.entrySet().stream()
                .map(reason -> reason.getValue() == 1
                        ? reason.getKey()
                        : reason.getKey() + " (" + reason.getValue() + " times)")
                .toList();
    }
}
