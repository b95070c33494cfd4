/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Finished spans by what recorded them, and the traces they belong to. Counted by the threads that deliver spans or
 * statistics, so that it costs the application's threads nothing; spans therefore appear here when they are looked at
 * there, and those that were lost before do not. Thread-safe.
 */
public final class SpanCounts {
    /** Spans that the application records itself, under the name that they have in Datadog's tracer for Java. */
    private static final String BY_APPLICATION = "datadog";

    private static final String OTHERS = "other";
    private static final int COMPONENTS_LIMIT = 256;

    /** Spans that were queued to be sent. */
    public final LongAdder enqueued = new LongAdder();
    /** Local roots of traces that began in this process. */
    public final LongAdder newSegments = new LongAdder();
    /** Local roots of traces that began in another process. */
    public final LongAdder continuedSegments = new LongAdder();

    private final Map<String, LongAdder> byComponent = new ConcurrentHashMap<>();

    /** Counts a span. Beyond a number of components, which applications may set as well, others count together. */
    public void finished(@Nullable String component) {
        String name = component == null ? BY_APPLICATION : component;
        LongAdder known = byComponent.get(name);
        if (known == null) {
            String limited = byComponent.size() < COMPONENTS_LIMIT ? name : OTHERS;
            known = byComponent.computeIfAbsent(limited, absent -> new LongAdder());
        }
        known.increment();
    }

    /** Finished spans by the value of their tag {@code component}. */
    public Map<String, Long> byComponent() {
        Map<String, Long> counts = new TreeMap<>();
        byComponent.forEach((component, count) -> counts.put(component, count.sum()));
        return counts;
    }
}
