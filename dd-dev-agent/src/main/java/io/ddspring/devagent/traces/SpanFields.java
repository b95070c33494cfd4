/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A span while it is decoded, as it was sent. Confined to its decoder. */
final class SpanFields {
    final Flaws flaws = new Flaws();
    final Map<String, String> meta = new LinkedHashMap<>();
    final Map<String, Number> metrics = new LinkedHashMap<>();
    String service = "";
    String name = "";
    String resource = "";
    String type = "";
    long traceId;
    long spanId;
    long parentId;
    long startNanos;
    long durationNanos;
    boolean error;
    Map<String, byte[]> metaStruct = Map.of();
    List<Span.Link> links = List.of();
    List<Span.Event> events = List.of();

    void putMeta(String key, String value) {
        meta.put(key, value);
    }

    void putMetric(String key, Number value) {
        metrics.put(key, value);
    }

    /** The span as it is shown; what is wrong with it is added to {@code found}. */
    Span toSpan(Flaws found) {
        SpanRules.check(this);
        if (!flaws.isEmpty()) {
            found.addAll("span " + Span.hex(spanId) + ": ", flaws);
        }
        return new Span(
                service,
                name,
                resource.isEmpty() ? name : resource,
                type,
                traceId,
                spanId,
                parentId,
                startNanos,
                Math.max(durationNanos, 0),
                error,
                meta,
                metrics,
                metaStruct,
                links,
                events);
    }
}
