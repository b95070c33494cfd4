/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import java.util.List;
import java.util.Map;

/** Writes links and events as fields of their own, for Agents that know these. Used by one thread. */
final class LinkAndEventPacker {
    private static final long FLAGS_ARE_KNOWN = 0x8000_0000L;

    private final PayloadBody out;
    private final RecentTags tags;

    LinkAndEventPacker(PayloadBody out, RecentTags tags) {
        this.out = out;
        this.tags = tags;
    }

    void packLinks(List<SpanLink> links) {
        out.arrayHeader(links.size());
        for (SpanLink link : links) {
            packLink(link);
        }
    }

    private void packLink(SpanLink link) {
        String tracestate = link.tracestate();
        boolean hasHigh = link.traceIdHigh() != 0;
        boolean hasTracestate = tracestate != null && !tracestate.isEmpty();
        boolean hasAttributes = !link.attributes().isEmpty();
        out.mapHeader(3 + (hasHigh ? 1 : 0) + (hasTracestate ? 1 : 0) + (hasAttributes ? 1 : 0));
        tags.packName(SpanFields.TRACE_ID);
        out.unsigned(link.traceIdLow());
        if (hasHigh) {
            tags.packName(SpanFields.TRACE_ID_HIGH);
            out.unsigned(link.traceIdHigh());
        }
        tags.packName(SpanFields.SPAN_ID);
        out.unsigned(link.spanId());
        if (hasAttributes) {
            tags.packName(SpanFields.ATTRIBUTES);
            int left = Math.min(link.attributes().size(), EventAttributes.MAX_ATTRIBUTES);
            out.mapHeader(left);
            for (Map.Entry<String, String> attribute : link.attributes().entrySet()) {
                if (left-- <= 0) {
                    break;
                }
                tags.packName(attribute.getKey());
                out.text(attribute.getValue());
            }
        }
        if (tracestate != null && hasTracestate) {
            tags.packName(SpanFields.TRACESTATE);
            out.text(tracestate);
        }
        tags.packName(SpanFields.FLAGS);
        out.integer(FLAGS_ARE_KNOWN | (link.traceFlags() & 0x7fff_ffffL));
    }

    void packEvents(List<SpanEvent> events) {
        out.arrayHeader(events.size());
        for (SpanEvent event : events) {
            Map<String, Object> attributes = EventAttributes.sendable(event.attributes());
            out.mapHeader(attributes.isEmpty() ? 2 : 3);
            tags.packName(SpanFields.TIME_UNIX_NANO);
            out.integer(event.timeUnixNanos());
            tags.packName(SpanFields.NAME);
            out.text(event.name());
            if (!attributes.isEmpty()) {
                tags.packName(SpanFields.ATTRIBUTES);
                out.mapHeader(attributes.size());
                for (Map.Entry<String, Object> attribute : attributes.entrySet()) {
                    tags.packName(attribute.getKey());
                    packValue(attribute.getValue());
                }
            }
        }
    }

    private void packValue(Object value) {
        EventAttributes.Type type = EventAttributes.typeOf(value);
        out.mapHeader(2);
        tags.packName(SpanFields.VALUE_TYPE);
        out.integer(type.wireNumber);
        switch (type) {
            case STRING -> {
                tags.packName(SpanFields.STRING_VALUE);
                out.text((String) value);
            }
            case BOOL -> {
                tags.packName(SpanFields.BOOL_VALUE);
                out.bool((Boolean) value);
            }
            case INT -> {
                tags.packName(SpanFields.INT_VALUE);
                out.integer((Long) value);
            }
            case DOUBLE -> {
                tags.packName(SpanFields.DOUBLE_VALUE);
                out.decimal((Double) value);
            }
            case ARRAY -> {
                tags.packName(SpanFields.ARRAY_VALUE);
                out.mapHeader(1);
                tags.packName(SpanFields.VALUES);
                List<?> elements = (List<?>) value;
                out.arrayHeader(elements.size());
                for (Object element : elements) {
                    packValue(element);
                }
            }
        }
    }
}
