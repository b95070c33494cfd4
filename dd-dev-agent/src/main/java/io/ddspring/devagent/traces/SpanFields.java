/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.List;
import java.util.Map;

/** A span while it is decoded. Confined to its decoder. */
final class SpanFields {
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
    Map<String, String> meta = Map.of();
    Map<String, Number> metrics = Map.of();
    Map<String, byte[]> metaStruct = Map.of();
    List<Span.Link> links = List.of();
    List<Span.Event> events = List.of();

    Span toSpan() {
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
