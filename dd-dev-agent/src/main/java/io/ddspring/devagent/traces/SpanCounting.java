/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.record.CountedSpan;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Picks the spans of a chunk that statistics count: those that enter a service, and those of calls and measured work. */
final class SpanCounting {
    private static final Set<String> KINDS = Set.of("server", "client", "producer", "consumer");

    private SpanCounting() {}

    static List<CountedSpan> counted(List<Span> chunk) {
        Map<Long, String> services = new HashMap<>();
        chunk.forEach(span -> services.put(span.spanId(), span.service()));
        return chunk.stream()
                .filter(span -> !span.metrics().containsKey("_dd.partial_version"))
                .filter(span -> isTopLevel(span, services) || isOne(span, "_dd.measured") || KINDS.contains(kind(span)))
                .map(span -> new CountedSpan(
                        span.service(),
                        span.name(),
                        span.resource(),
                        span.type(),
                        kind(span),
                        status(span),
                        span.error(),
                        isTopLevel(span, services),
                        span.endNanos(),
                        span.durationNanos()))
                .toList();
    }

    private static boolean isTopLevel(Span span, Map<Long, String> services) {
        return isOne(span, "_dd.top_level") || !span.service().equals(services.get(span.parentId()));
    }

    private static boolean isOne(Span span, String metric) {
        Number value = span.metrics().get(metric);
        return value != null && value.doubleValue() == 1;
    }

    private static String kind(Span span) {
        return span.meta().getOrDefault("span.kind", "");
    }

    private static int status(Span span) {
        String status = span.meta().getOrDefault("http.status_code", "");
        return status.matches("[1-5][0-9]{2}") ? Integer.parseInt(status) : 0;
    }
}
