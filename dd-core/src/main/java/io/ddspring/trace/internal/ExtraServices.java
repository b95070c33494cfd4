/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;

/** The names of other services under which this process has sent spans. Bounded, the first stay; thread-safe. */
final class ExtraServices {
    private final int limit;
    private final Map<String, Boolean> seen = new ConcurrentHashMap<>();

    ExtraServices(int limit) {
        this.limit = limit;
    }

    void add(String name) {
        // Several threads may find the last place free, which is close enough.
        if (!seen.containsKey(name) && seen.size() < limit) {
            seen.put(name, Boolean.TRUE);
        }
    }

    /** Sorted, without those that differ in case only. */
    List<String> names() {
        TreeSet<String> names = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        names.addAll(seen.keySet());
        return List.copyOf(names);
    }
}
