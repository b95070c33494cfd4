/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/**
 * What was read from and written into headers, by header style, since the tracer started; the source of the telemetry
 * metrics {@code context_header_style.*} and {@code context_header.truncated}. Thread-safe; counting never blocks.
 */
public final class PropagationCounters {
    /** Baggage headers that lost items because there were too many. */
    public final LongAdder baggageItemCountExceeded = new LongAdder();
    /** Baggage headers that lost items because they were too large. */
    public final LongAdder baggageByteCountExceeded = new LongAdder();

    private final Map<String, Style> styles = new ConcurrentHashMap<>();

    /** Counters of one header style. */
    public static final class Style {
        /** Contexts that were written. */
        public final LongAdder injected = new LongAdder();
        /** Contexts that were read. */
        public final LongAdder extracted = new LongAdder();
        /** Headers that were there but could not be understood. */
        public final LongAdder malformed = new LongAdder();

        private Style() {}
    }

    /** The counters of a style, for example {@code tracecontext}. */
    public Style style(String name) {
        return styles.computeIfAbsent(name, absent -> new Style());
    }

    /** The counters of every style in use, by its name. */
    public Map<String, Style> styles() {
        return Collections.unmodifiableMap(new TreeMap<>(styles));
    }

    /** Every counter that is not zero by its name, for status pages. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        styles.forEach((name, style) -> {
            putCounted(counters, "headers.injected." + name, style.injected);
            putCounted(counters, "headers.extracted." + name, style.extracted);
            putCounted(counters, "headers.malformed." + name, style.malformed);
        });
        putCounted(counters, "headers.truncated.baggage_item_count_exceeded", baggageItemCountExceeded);
        putCounted(counters, "headers.truncated.baggage_byte_count_exceeded", baggageByteCountExceeded);
        return counters;
    }

    private static void putCounted(Map<String, Long> counters, String name, LongAdder counter) {
        long count = counter.sum();
        if (count != 0) {
            counters.put(name, count);
        }
    }
}
