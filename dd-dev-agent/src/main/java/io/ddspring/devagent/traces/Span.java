/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.List;
import java.util.Map;

/** A span. Absent texts are empty, absent maps and lists too. */
record Span(
        String service,
        String name,
        String resource,
        String type,
        long traceId,
        long spanId,
        long parentId,
        long startNanos,
        long durationNanos,
        boolean error,
        Map<String, String> meta,
        Map<String, Number> metrics,
        Map<String, byte[]> metaStruct,
        List<Link> links,
        List<Event> events) {

    /** A native span link; {@code flags} are unsigned 32 bits. */
    record Link(
            long traceIdHigh,
            long traceId,
            long spanId,
            Map<String, String> attributes,
            String tracestate,
            long flags) {}

    /** A native span event; attribute values are texts, booleans, numbers or lists of them. */
    record Event(long timeUnixNanos, String name, Map<String, Object> attributes) {}

    /** 16 lower-case hexadecimal digits. */
    static String hex(long id) {
        return String.format("%016x", id);
    }

    /** Upper 64 bits of the trace id if this span carries them, else 0. */
    long traceIdHigh() {
        String tid = meta.get("_dd.p.tid");
        return tid != null && tid.matches("[0-9a-f]{16}") ? Long.parseUnsignedLong(tid, 16) : 0;
    }

    /** When it ended; the end of time if its numbers are too large to be true. */
    long endNanos() {
        long end = startNanos + durationNanos;
        return end < startNanos ? Long.MAX_VALUE : end;
    }
}
