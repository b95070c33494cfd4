/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.TraceIds;
import io.ddspring.vendor.jackson.core.JsonFactory;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Writes links and events as JSON arrays for tags, for Agents that do not know them as fields. Elements that would make
 * the text longer than a tag may be are left out, so that it is always valid. Thread-safe.
 */
final class LinkAndEventJson {
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes one element of an array. */
    private interface ElementWriter<T> {
        void write(JsonGenerator out, T element) throws IOException;
    }

    private LinkAndEventJson() {}

    static String links(List<SpanLink> links) {
        return array(links, LinkAndEventJson::writeLink);
    }

    static String events(List<SpanEvent> events) {
        return array(events, LinkAndEventJson::writeEvent);
    }

    private static <T> String array(List<T> elements, ElementWriter<T> writer) {
        StringBuilder array = new StringBuilder("[");
        for (T element : elements) {
            StringWriter text = new StringWriter();
            try (JsonGenerator out = JSON.createGenerator(text)) {
                writer.write(out, element);
            } catch (IOException impossible) {
                throw new UncheckedIOException("writing to memory failed", impossible);
            }
            if (array.length() + text.getBuffer().length() + 2 < TextLimit.CHARS) {
                array.append(array.length() == 1 ? "" : ",").append(text.getBuffer());
            }
        }
        return array.append(']').toString();
    }

    private static void writeLink(JsonGenerator out, SpanLink link) throws IOException {
        out.writeStartObject();
        out.writeStringField(SpanFields.TRACE_ID, TraceIds.toHex(link.traceIdHigh(), link.traceIdLow()));
        out.writeStringField(SpanFields.SPAN_ID, TraceIds.toHex(link.spanId()));
        if (link.traceFlags() != 0) {
            out.writeNumberField(SpanFields.FLAGS, link.traceFlags());
        }
        String tracestate = link.tracestate();
        if (tracestate != null && !tracestate.isEmpty()) {
            out.writeStringField(SpanFields.TRACESTATE, tracestate);
        }
        if (!link.attributes().isEmpty()) {
            out.writeObjectFieldStart(SpanFields.ATTRIBUTES);
            int left = EventAttributes.MAX_ATTRIBUTES;
            for (Map.Entry<String, String> attribute : link.attributes().entrySet()) {
                if (left-- > 0) {
                    out.writeStringField(attribute.getKey(), attribute.getValue());
                }
            }
            out.writeEndObject();
            if (left < 0) {
                out.writeNumberField(SpanFields.DROPPED_ATTRIBUTES, -left);
            }
        }
        out.writeEndObject();
    }

    private static void writeEvent(JsonGenerator out, SpanEvent event) throws IOException {
        Map<String, Object> attributes = EventAttributes.sendable(event.attributes());
        out.writeStartObject();
        out.writeStringField(SpanFields.NAME, event.name());
        out.writeNumberField(SpanFields.TIME_UNIX_NANO, event.timeUnixNanos());
        if (!attributes.isEmpty()) {
            out.writeObjectFieldStart(SpanFields.ATTRIBUTES);
            for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
                out.writeFieldName(attribute.getKey());
                writeValue(out, attribute.getValue());
            }
            out.writeEndObject();
        }
        out.writeEndObject();
    }

    private static void writeValue(JsonGenerator out, Object value) throws IOException {
        switch (EventAttributes.typeOf(value)) {
            case STRING -> out.writeString((String) value);
            case BOOL -> out.writeBoolean((Boolean) value);
            case INT -> out.writeNumber((Long) value);
            case DOUBLE -> out.writeNumber((Double) value);
            case ARRAY -> {
                out.writeStartArray();
                for (Object element : (List<?>) value) {
                    writeValue(out, element);
                }
                out.writeEndArray();
            }
        }
    }
}
