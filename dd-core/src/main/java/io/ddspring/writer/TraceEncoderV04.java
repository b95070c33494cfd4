/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;

/**
 * Collects chunks of spans as the body of a {@code v0.4/traces} request, in one buffer that is used again. Used by one
 * thread.
 */
final class TraceEncoderV04 {
    /** Room for the largest header of the array of chunks, whose size is known only at the end. */
    private static final int HEADER_ROOM_BYTES = 5;

    private static final double EXACT_INTEGERS = 0x1p53;

    private final PayloadBuffer buffer;
    private final MessagePacker out;
    private final TextPacker texts = new TextPacker();
    private final LinkAndEventPacker linksAndEvents;
    private boolean nativeLinksAndEvents;
    /** Where the packer began to count. */
    private int basePosition;

    private int chunks;
    private int spans;

    /** @param limitBytes most bytes of a body */
    TraceEncoderV04(int limitBytes) {
        buffer = new PayloadBuffer(limitBytes + HEADER_ROOM_BYTES);
        out = new MessagePack.PackerConfig()
                .withBufferFlushThreshold(Integer.MAX_VALUE)
                .newPacker(buffer);
        linksAndEvents = new LinkAndEventPacker(out, texts);
        reset();
    }

    /** Whether links and events become fields of spans instead of JSON in tags; for the chunks added from now on. */
    void useNativeLinksAndEvents(boolean useNative) {
        nativeLinksAndEvents = useNative;
    }

    int chunks() {
        return chunks;
    }

    int spans() {
        return spans;
    }

    /** Begins a new body. */
    void reset() {
        rewind(HEADER_ROOM_BYTES);
        chunks = 0;
        spans = 0;
    }

    /**
     * Adds a chunk. After an exception the body is as it was before.
     *
     * @return false when there is no room for it
     */
    boolean add(List<? extends SpanData> chunk) {
        int start = position();
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
                rewind(start);
            }
        }
        return added;
    }

    /** The body with the chunks so far. It shares the encoder's memory: valid until the next call that changes it. */
    ByteBuffer body() {
        flushPacker();
        int start = HEADER_ROOM_BYTES;
        if (chunks < 16) {
            buffer.set(--start, (byte) (0x90 | chunks));
        } else {
            int lengthBytes = chunks < 1 << 16 ? 2 : 4;
            for (int i = 0; i < lengthBytes; i++) {
                buffer.set(--start, (byte) (chunks >>> (8 * i)));
            }
            buffer.set(--start, (byte) (lengthBytes == 2 ? 0xdc : 0xdd));
        }
        return buffer.from(start);
    }

    private int position() {
        return basePosition + (int) out.getTotalWrittenBytes();
    }

    private void rewind(int position) {
        flushPacker();
        buffer.truncate(position);
        basePosition = position;
    }

    /** Makes the packer hand over what it holds and count from 0 again. */
    private void flushPacker() {
        try {
            out.reset(buffer);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        basePosition = buffer.position();
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
        texts.packUnsigned(out, id);
    }

    private void packMetrics(SpanData span) throws IOException {
        int count = span.metricCount();
        int finite = 0;
        for (int i = 0; i < count; i++) {
            finite += Double.isFinite(span.metricValue(i)) ? 1 : 0;
        }
        texts.packName(out, SpanFields.METRICS);
        out.packMapHeader(finite);
        for (int i = 0; i < count; i++) {
            double value = span.metricValue(i);
            if (Double.isFinite(value)) {
                texts.packName(out, span.metricName(i));
                if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
                    out.packLong((long) value);
                } else {
                    out.packDouble(value);
                }
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
