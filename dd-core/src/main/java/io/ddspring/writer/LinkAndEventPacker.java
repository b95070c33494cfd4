/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Writes links and events as fields of their own, for Agents that know these. Used by one thread. */
final class LinkAndEventPacker {
    private static final long FLAGS_ARE_KNOWN = 0x8000_0000L;

    private final MessagePacker out;
    private final TextPacker texts;
    private final NumberPacker numbers;

    LinkAndEventPacker(MessagePacker out, TextPacker texts, NumberPacker numbers) {
        this.out = out;
        this.texts = texts;
        this.numbers = numbers;
    }

    void packLinks(List<SpanLink> links) throws IOException {
        out.packArrayHeader(links.size());
        for (SpanLink link : links) {
            packLink(link);
        }
    }

    private void packLink(SpanLink link) throws IOException {
        String tracestate = link.tracestate();
        boolean hasHigh = link.traceIdHigh() != 0;
        boolean hasTracestate = tracestate != null && !tracestate.isEmpty();
        boolean hasAttributes = !link.attributes().isEmpty();
        out.packMapHeader(3 + (hasHigh ? 1 : 0) + (hasTracestate ? 1 : 0) + (hasAttributes ? 1 : 0));
        texts.packName(out, SpanFields.TRACE_ID);
        numbers.packUnsigned(out, link.traceIdLow());
        if (hasHigh) {
            texts.packName(out, SpanFields.TRACE_ID_HIGH);
            numbers.packUnsigned(out, link.traceIdHigh());
        }
        texts.packName(out, SpanFields.SPAN_ID);
        numbers.packUnsigned(out, link.spanId());
        if (hasAttributes) {
            texts.packName(out, SpanFields.ATTRIBUTES);
            int left = Math.min(link.attributes().size(), EventAttributes.MAX_ATTRIBUTES);
            out.packMapHeader(left);
            for (Map.Entry<String, String> attribute : link.attributes().entrySet()) {
                if (left-- <= 0) {
                    break;
                }
                texts.packName(out, attribute.getKey());
                texts.packText(out, attribute.getValue());
            }
        }
        if (tracestate != null && hasTracestate) {
            texts.packName(out, SpanFields.TRACESTATE);
            texts.packText(out, tracestate);
        }
        texts.packName(out, SpanFields.FLAGS);
        out.packLong(FLAGS_ARE_KNOWN | (link.traceFlags() & 0x7fff_ffffL));
    }

    void packEvents(List<SpanEvent> events) throws IOException {
        out.packArrayHeader(events.size());
        for (SpanEvent event : events) {
            Map<String, Object> attributes = EventAttributes.sendable(event.attributes());
            out.packMapHeader(attributes.isEmpty() ? 2 : 3);
            texts.packName(out, SpanFields.TIME_UNIX_NANO);
            out.packLong(event.timeUnixNanos());
            texts.packName(out, SpanFields.NAME);
            texts.packText(out, event.name());
            if (!attributes.isEmpty()) {
                texts.packName(out, SpanFields.ATTRIBUTES);
                out.packMapHeader(attributes.size());
                for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
                    texts.packName(out, attribute.getKey());
                    packValue(attribute.getValue());
                }
            }
        }
    }

    private void packValue(Object value) throws IOException {
        EventAttributes.Type type = EventAttributes.typeOf(value);
        out.packMapHeader(2);
        texts.packName(out, SpanFields.VALUE_TYPE);
        out.packInt(type.wireNumber);
        switch (type) {
            case STRING -> {
                texts.packName(out, SpanFields.STRING_VALUE);
                texts.packText(out, (String) value);
            }
            case BOOL -> {
                texts.packName(out, SpanFields.BOOL_VALUE);
                out.packBoolean((Boolean) value);
            }
            case INT -> {
                texts.packName(out, SpanFields.INT_VALUE);
                out.packLong((Long) value);
            }
            case DOUBLE -> {
                texts.packName(out, SpanFields.DOUBLE_VALUE);
                out.packDouble((Double) value);
            }
            case ARRAY -> {
                texts.packName(out, SpanFields.ARRAY_VALUE);
                out.packMapHeader(1);
                texts.packName(out, SpanFields.VALUES);
                List<?> elements = (List<?>) value;
                out.packArrayHeader(elements.size());
                for (Object element : elements) {
                    packValue(element);
                }
            }
        }
    }
}
