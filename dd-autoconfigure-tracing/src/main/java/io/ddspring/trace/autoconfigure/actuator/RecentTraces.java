/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.actuator;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.TraceIds;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;

/** Remembers the first spans of the last {@value #CAPACITY} traces of this process. Thread-safe, without locks. */
final class RecentTraces implements SpanProcessor {
    private static final int CAPACITY = 50;

    private final AtomicReferenceArray<Root> roots = new AtomicReferenceArray<>(CAPACITY);
    private final AtomicLong seen = new AtomicLong();

    private record Root(
            long traceIdHigh,
            long traceIdLow,
            String service,
            String name,
            String resource,
            long startNanos,
            long durationNanos,
            boolean error,
            int spans) {
        Map<String, Object> facts() {
            Map<String, Object> facts = new LinkedHashMap<>();
            facts.put("trace-id", TraceIds.toHex(traceIdHigh, traceIdLow));
            facts.put("service", service);
            facts.put("name", name);
            facts.put("resource", resource);
            facts.put("start", Instant.EPOCH.plusNanos(startNanos).toString());
            facts.put("duration-micros", Duration.ofNanos(durationNanos).toNanos() / 1_000);
            facts.put("error", error);
            facts.put("spans", spans);
            return facts;
        }
    }

    @Override
    public int order() {
        // After those that set tags.
        return Integer.MAX_VALUE;
    }

    @Override
    public void onSpansFinished(List<? extends Span> spans) {
        for (Span span : spans) {
            SpanData data = span.data();
            if (data != null && data.isLocalRoot()) {
                int slot = (int) (seen.getAndIncrement() % CAPACITY);
                roots.set(slot, root(data, spans.size()));
            }
        }
    }

    /** The latest first. */
    List<Map<String, Object>> latest() {
        List<Map<String, Object>> latest = new ArrayList<>();
        long newest = seen.get() - 1;
        for (long number = newest; number >= 0 && number > newest - CAPACITY; number--) {
            Root root = roots.get((int) (number % CAPACITY));
            if (root != null) {
                latest.add(root.facts());
            }
        }
        return latest;
    }

    private static Root root(SpanData data, int spans) {
        return new Root(
                data.traceIdHigh(),
                data.traceIdLow(),
                data.serviceName(),
                data.operationName(),
                data.resourceName(),
                data.startNanos(),
                data.durationNanos(),
                data.isError(),
                spans);
    }
}
