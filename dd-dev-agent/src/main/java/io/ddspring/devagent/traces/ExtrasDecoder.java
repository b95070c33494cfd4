/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Decodes span links and span events in their native form. */
final class ExtrasDecoder {
    private static final int MAX_DEPTH = 8;

    private final SpanDecoder spans;
    private final MessageUnpacker in;
    private int depth;

    ExtrasDecoder(SpanDecoder spans, MessageUnpacker in) {
        this.spans = spans;
        this.in = in;
    }

    Span.Link link() throws IOException, MalformedPayloadException {
        long traceIdHigh = 0;
        long traceId = 0;
        long spanId = 0;
        Map<String, String> attributes = Map.of();
        String tracestate = "";
        long flags = 0;
        int size = in.unpackMapHeader();
        for (int i = 0; i < size; i++) {
            switch (in.unpackString()) {
                case "trace_id_high" -> traceIdHigh = spans.id();
                case "trace_id" -> traceId = spans.id();
                case "span_id" -> spanId = spans.id();
                case "attributes" -> attributes = spans.map(in::unpackString);
                case "tracestate" -> tracestate = spans.text();
                case "flags" -> flags = in.unpackLong();
                default -> in.skipValue();
            }
        }
        return new Span.Link(traceIdHigh, traceId, spanId, attributes, tracestate, flags);
    }

    Span.Event event() throws IOException, MalformedPayloadException {
        long timeUnixNanos = 0;
        String name = "";
        Map<String, Object> attributes = Map.of();
        int size = in.unpackMapHeader();
        for (int i = 0; i < size; i++) {
            switch (in.unpackString()) {
                case "time_unix_nano" -> timeUnixNanos = in.unpackLong();
                case "name" -> name = spans.text();
                case "attributes" -> attributes = spans.map(this::typedValue);
                default -> in.skipValue();
            }
        }
        return new Span.Event(timeUnixNanos, name, attributes);
    }

    /** A map that names its value's type twice: by number and by the key of the value. */
    private Object typedValue() throws IOException, MalformedPayloadException {
        if (++depth > MAX_DEPTH) {
            throw new MalformedPayloadException("event attributes are nested too deeply");
        }
        Object value = "";
        int size = in.unpackMapHeader();
        for (int i = 0; i < size; i++) {
            switch (in.unpackString()) {
                case "string_value" -> value = in.unpackString();
                case "bool_value" -> value = in.unpackBoolean();
                case "int_value" -> value = in.unpackLong();
                case "double_value" -> value = in.unpackDouble();
                case "array_value" -> value = values();
                default -> in.skipValue();
            }
        }
        depth--;
        return value;
    }

    private List<Object> values() throws IOException, MalformedPayloadException {
        Map<String, List<Object>> fields = spans.map(() -> spans.list(this::typedValue));
        return fields.getOrDefault("values", List.of());
    }
}
