/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/** Collects chunks of spans as the body of a {@code v0.4/traces} request: an array of chunks, whose spans are maps. */
final class TraceEncoderV04 implements TraceEncoder {
    private final PayloadBody body;
    private final MessagePacker out;
    private final TextPacker texts = new TextPacker();
    private final NumberPacker numbers = new NumberPacker();
    private final LinkAndEventPacker linksAndEvents;
    private boolean nativeLinksAndEvents;

    private int chunks;
    private int spans;

    /** @param limitBytes most bytes of a body */
    TraceEncoderV04(int limitBytes) {
        body = new PayloadBody(limitBytes);
        out = body.out();
        linksAndEvents = new LinkAndEventPacker(out, texts, numbers);
    }

    @Override
    public TraceProtocol protocol() {
        return TraceProtocol.V04;
    }

    @Override
    public void useNativeLinksAndEvents(boolean useNative) {
        nativeLinksAndEvents = useNative;
    }

    @Override
    public int chunks() {
        return chunks;
    }

    @Override
    public int spans() {
        return spans;
    }

    @Override
    public void reset() {
        body.reset();
        chunks = 0;
        spans = 0;
    }

    @Override
    public boolean add(List<? extends SpanData> chunk) {
        int start = body.position();
        boolean added = false;
        try {
            out.packArrayHeader(chunk.size());
            for (SpanData span : chunk) {
                packSpan(span);
            }
            added = true;
            chunks++;
            spans += chunk.size();
        } catch (PayloadFullException full) {
            added = false;
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        } finally {
            if (!added) {
                body.rewind(start);
            }
        }
        return added;
    }

    @Override
    public ByteBuffer body() {
        return body.asArray(chunks);
    }

    private void packSpan(SpanData span) throws IOException {
        List<SpanLink> links = span.links();
        List<SpanEvent> events = span.events();
        Map<String, byte[]> metaStruct = span.metaStruct();
        boolean packLinks = nativeLinksAndEvents && !links.isEmpty();
        boolean packEvents = nativeLinksAndEvents && !events.isEmpty();
        out.packMapHeader(12 + (metaStruct.isEmpty() ? 0 : 1) + (packLinks ? 1 : 0) + (packEvents ? 1 : 0));
        packNamed(SpanFields.SERVICE, span.serviceName());
        packNamed(SpanFields.NAME, span.operationName());
        texts.packName(out, SpanFields.RESOURCE);
        texts.packText(out, span.resourceName());
        packId(SpanFields.TRACE_ID, span.traceIdLow());
        packId(SpanFields.SPAN_ID, span.spanId());
        packId(SpanFields.PARENT_ID, span.parentId());
        texts.packName(out, SpanFields.START);
        out.packLong(span.startNanos());
        texts.packName(out, SpanFields.DURATION);
        out.packLong(Math.max(1, span.durationNanos()));
        String type = span.spanType();
        packNamed(SpanFields.TYPE, type == null ? "" : type);
        texts.packName(out, SpanFields.ERROR);
        out.packInt(span.isError() ? 1 : 0);
        packMetrics(span);
        packMeta(span, nativeLinksAndEvents ? List.of() : links, nativeLinksAndEvents ? List.of() : events);
        if (!metaStruct.isEmpty()) {
            packMetaStruct(metaStruct);
        }
        if (packLinks) {
            texts.packName(out, SpanFields.SPAN_LINKS);
            linksAndEvents.packLinks(links);
        }
        if (packEvents) {
            texts.packName(out, SpanFields.SPAN_EVENTS);
            linksAndEvents.packEvents(events);
        }
    }

    private void packNamed(String key, String value) throws IOException {
        texts.packName(out, key);
        texts.packName(out, value);
    }

    private void packId(String key, long id) throws IOException {
        texts.packName(out, key);
        numbers.packUnsigned(out, id);
    }

    private void packMetrics(SpanData span) throws IOException {
        int count = span.metricCount();
        texts.packName(out, SpanFields.METRICS);
        out.packMapHeader(NumberPacker.finiteMetrics(span));
        for (int i = 0; i < count; i++) {
            double value = span.metricValue(i);
            if (Double.isFinite(value)) {
                texts.packName(out, span.metricName(i));
                numbers.packMetric(out, value);
            }
        }
    }

    private void packMeta(SpanData span, List<SpanLink> links, List<SpanEvent> events) throws IOException {
        int count = span.tagCount();
        texts.packName(out, SpanFields.META);
        out.packMapHeader(count + (links.isEmpty() ? 0 : 1) + (events.isEmpty() ? 0 : 1));
        for (int i = 0; i < count; i++) {
            texts.packName(out, span.tagName(i));
            texts.packText(out, span.tagValue(i));
        }
        if (!links.isEmpty()) {
            texts.packName(out, Tags.SPAN_LINKS);
            texts.packText(out, LinkAndEventJson.links(links));
        }
        if (!events.isEmpty()) {
            texts.packName(out, Tags.EVENTS);
            texts.packText(out, LinkAndEventJson.events(events));
        }
    }

    private void packMetaStruct(Map<String, byte[]> metaStruct) throws IOException {
        texts.packName(out, SpanFields.META_STRUCT);
        out.packMapHeader(metaStruct.size());
        for (Map.Entry<String, byte[]> entry : metaStruct.entrySet()) {
            texts.packName(out, entry.getKey());
            out.packBinaryHeader(entry.getValue().length);
            out.writePayload(entry.getValue());
        }
    }
}
