/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.http.MessagePackJson;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** JSON of {@code /api/traces/<id>}: the summary and all spans by start time. */
final class TraceJson {
    private TraceJson() {}

    static byte[] write(StoredTrace trace) {
        List<Span> spans =
                trace.spans().sorted(Comparator.comparingLong(Span::startNanos)).toList();
        return JsonBytes.of(out -> {
            out.writeStartObject();
            TraceListJson.writeSummary(out, trace);
            out.writeArrayFieldStart("spans");
            for (Span span : spans) {
                writeSpan(out, span, trace.startNanos());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void writeSpan(JsonGenerator out, Span span, long traceStartNanos) throws IOException {
        out.writeStartObject();
        out.writeStringField("spanId", Span.hex(span.spanId()));
        if (span.parentId() != 0) {
            out.writeStringField("parentId", Span.hex(span.parentId()));
        }
        out.writeStringField("service", span.service());
        out.writeStringField("name", span.name());
        out.writeStringField("resource", span.resource());
        out.writeStringField("type", span.type());
        out.writeBooleanField("error", span.error());
        out.writeNumberField("startMicros", span.startNanos() / 1000);
        out.writeNumberField("offsetNanos", span.startNanos() - traceStartNanos);
        out.writeNumberField("durationNanos", span.durationNanos());
        out.writeObjectFieldStart("meta");
        for (Map.Entry<String, String> tag : span.meta().entrySet()) {
            out.writeStringField(tag.getKey(), tag.getValue());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("metrics");
        for (Map.Entry<String, Number> tag : span.metrics().entrySet()) {
            out.writeFieldName(tag.getKey());
            writeValue(out, tag.getValue());
        }
        out.writeEndObject();
        out.writeObjectFieldStart("metaStruct");
        for (Map.Entry<String, byte[]> tag : span.metaStruct().entrySet()) {
            out.writeFieldName(tag.getKey());
            MessagePackJson.write(out, tag.getValue());
        }
        out.writeEndObject();
        writeLinks(out, span.links());
        writeEvents(out, span.events());
        out.writeEndObject();
    }

    private static void writeLinks(JsonGenerator out, List<Span.Link> links) throws IOException {
        out.writeArrayFieldStart("links");
        for (Span.Link link : links) {
            out.writeStartObject();
            out.writeStringField("traceId", Span.hex(link.traceIdHigh()) + Span.hex(link.traceId()));
            out.writeStringField("spanId", Span.hex(link.spanId()));
            out.writeStringField("tracestate", link.tracestate());
            out.writeNumberField("flags", link.flags());
            out.writeFieldName("attributes");
            writeMap(out, link.attributes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeEvents(JsonGenerator out, List<Span.Event> events) throws IOException {
        out.writeArrayFieldStart("events");
        for (Span.Event event : events) {
            out.writeStartObject();
            out.writeStringField("name", event.name());
            out.writeNumberField("timeMicros", event.timeUnixNanos() / 1000);
            out.writeFieldName("attributes");
            writeMap(out, event.attributes());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void writeMap(JsonGenerator out, Map<String, ?> map) throws IOException {
        out.writeStartObject();
        for (Map.Entry<String, ?> entry : map.entrySet()) {
            out.writeFieldName(entry.getKey());
            writeValue(out, entry.getValue());
        }
        out.writeEndObject();
    }

    private static void writeValue(JsonGenerator out, @Nullable Object value) throws IOException {
        if (value instanceof List<?> values) {
            out.writeStartArray();
            for (Object element : values) {
                writeValue(out, element);
            }
            out.writeEndArray();
        } else if (value instanceof Long number) {
            out.writeNumber(number);
        } else if (value instanceof Double number) {
            // JSON has no word for NaN and the infinities; Jackson writes them as texts.
            out.writeNumber(number);
        } else if (value instanceof Boolean flag) {
            out.writeBoolean(flag);
        } else {
            out.writeString(value == null ? "" : value.toString());
        }
    }
}
