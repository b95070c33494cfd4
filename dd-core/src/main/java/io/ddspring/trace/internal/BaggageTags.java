/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.List;
import java.util.Map;

/**
 * Copies received baggage items to a local root, so that traces can be found by them. Immutable.
 *
 * @param names which items; {@link #ALL} stands for all, and everything else for itself, letter by letter
 */
record BaggageTags(List<String> names) {
    private static final String PREFIX = "baggage.";
    private static final String ALL = "*";

    void addTo(SpanRecord localRoot, Map<String, String> baggage) {
        if (baggage.isEmpty()) {
            return;
        }
        if (names.contains(ALL)) {
            baggage.forEach((name, value) -> localRoot.putOrRemove(PREFIX + name, value));
            return;
        }
        for (String name : names) {
            String value = baggage.get(name);
            if (value != null) {
                localRoot.putOrRemove(PREFIX + name, value);
            }
        }
    }
}
