/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One span as it arrived. Immutable. Texts that were absent or nil are empty.
 *
 * @param traceIdHigh upper 64 bits of the trace id, from {@code _dd.p.tid} of the span's chunk, 0 when absent
 * @param traceId lower 64 bits of the trace id, unsigned
 * @param spanId unsigned
 * @param parentId unsigned, 0 for none
 * @param startNanos nanoseconds since the epoch
 * @param error 0 or 1
 * @param metrics values are {@code Long} or {@code Double}, as they were encoded
 * @param metaStruct values are MessagePack documents
 */
public record ReceivedSpan(
        String service,
        String name,
        String resource,
        String type,
        long traceIdHigh,
        long traceId,
        long spanId,
        long parentId,
        long startNanos,
        long durationNanos,
        int error,
        Map<String, String> meta,
        Map<String, Number> metrics,
        Map<String, byte[]> metaStruct,
        List<ReceivedLink> links,
        List<ReceivedEvent> events) {
    public ReceivedSpan {
        meta = Collections.unmodifiableMap(meta);
        metrics = Collections.unmodifiableMap(metrics);
        metaStruct = Collections.unmodifiableMap(metaStruct);
        links = List.copyOf(links);
        events = List.copyOf(events);
    }

    /** The 128-bit trace id as 32 lower-case hexadecimal digits. */
    public String traceIdHex() {
        return hex(traceIdHigh) + hex(traceId);
    }

    public String spanIdHex() {
        return hex(spanId);
    }

    /** The text tag {@code name}, or null. */
    public @Nullable String tag(String name) {
        return meta.get(name);
    }

    /** The number {@code name}, or null. */
    public @Nullable Number metric(String name) {
        return metrics.get(name);
    }

    /** {@code span.kind}, or null. */
    public @Nullable String kind() {
        return tag("span.kind");
    }

    /** {@code component}, or null. */
    public @Nullable String component() {
        return tag("component");
    }

    public boolean isError() {
        return error != 0;
    }

    /** A structured tag decoded as {@link ReceivedRequest#bodyAsMessagePack} does, or null when there is none. */
    public @Nullable Object structuredTag(String name) {
        byte[] document = metaStruct.get(name);
        return document == null ? null : MessagePackTree.read(document);
    }

    ReceivedSpan withTraceIdHigh(long high) {
        return new ReceivedSpan(
                service,
                name,
                resource,
                type,
                high,
                traceId,
                spanId,
                parentId,
                startNanos,
                durationNanos,
                error,
                meta,
                metrics,
                metaStruct,
                links,
                events);
    }

    static String hex(long id) {
        return String.format("%016x", id);
    }

    /** Everything a reader of a failure message wants, on a few lines. */
    String describe() {
        return name + " '" + resource + "' service=" + service + " type=" + type + " error=" + error + " span_id="
                + Long.toUnsignedString(spanId) + " parent_id=" + Long.toUnsignedString(parentId) + "\n    meta    "
                + meta + "\n    metrics " + metrics;
    }
}
