/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Counts by a name that becomes known when something is counted under it first. Thread-safe; counting never blocks. */
final class NamedCounts {
    private final Map<String, LongAdder> counts = new ConcurrentHashMap<>();
    private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();

    void add(String name, long number) {
        LongAdder known = counts.get(name);
        (known == null ? created(name) : known).add(number);
    }

    private LongAdder created(String name) {
        LongAdder created = new LongAdder();
        LongAdder earlier = counts.putIfAbsent(name, created);
        if (earlier != null) {
            return earlier;
        }
        for (Consumer<String> listener : listeners) {
            try {
                listener.accept(name);
            } catch (Throwable failure) {
                Faults.shared().record("metrics.new-name", failure);
            }
        }
        return created;
    }

    /** Tells {@code listener} every name there is and, on the thread that counts, every later one; one perhaps twice. */
    void tellNames(Consumer<String> listener) {
        listeners.add(listener);
        counts.keySet().forEach(listener);
    }

    long sum(String name) {
        LongAdder count = counts.get(name);
        return count == null ? 0 : count.sum();
    }

    long sum() {
        return counts.values().stream().mapToLong(LongAdder::sum).sum();
    }

    Map<String, Long> sums() {
        Map<String, Long> sums = new TreeMap<>();
        counts.forEach((name, count) -> sums.put(name, count.sum()));
        return sums;
    }
}
