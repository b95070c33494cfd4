/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.nio.ByteBuffer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Collects chunks of spans as the body of a {@code v0.5/traces} request: a table of all texts, then the chunks, whose
 * spans are arrays of twelve. Links and events become JSON in tags; structured tags have no place in this format and are
 * left out. Used by one thread.
 */
final class TraceEncoderV05 implements TraceEncoder {
    private static final byte ARRAY_OF_TWO = (byte) 0x92;
    private static final int SPAN_FIELDS = 12;
    /** What the headers of the table and of the chunks may take. */
    private static final int HEADERS_ROOM_BYTES = 11;

    private final int limitBytes;
    private final StringTable table;
    private final PayloadBody out;
    private final ChunkLabels labels;
    private final TagMaps tagMaps;
    private ByteBuffer body = ByteBuffer.allocate(0);
    private int chunks;
    private int spans;

    /**
     * An encoder with an empty body.
     *
     * @param limitBytes most bytes of a body
     * @param labels what the first spans of chunks also say
     */
    TraceEncoderV05(int limitBytes, ChunkLabels labels) {
        this.limitBytes = limitBytes;
        this.labels = labels;
        this.out = new PayloadBody(limitBytes);
        this.table = new StringTable(limitBytes);
        this.tagMaps = new TagMaps(out) {
            @Override
            void packText(String name, String text) {
                packIndex(name);
                packIndex(text);
            }

            @Override
            void packNumber(String name, double number) {
                packIndex(name);
                MetricPacker.pack(out, number);
            }
        };
    }

    @Override
    public TraceProtocol protocol() {
        return TraceProtocol.V05;
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
        out.reset();
        table.reset();
        chunks = 0;
        spans = 0;
    }

    @Override
    public boolean add(List<? extends SpanData> chunk) {
        int start = out.position();
        int tableEnd = table.position();
        int tableSize = table.size();
        boolean added = false;
        try {
            int size = chunk.size();
            out.arrayHeader(size);
            labels.choose(chunk.get(0), chunks == 0);
            for (int i = 0; i < size; i++) {
                packSpan(chunk.get(i));
                labels.chooseNone();
            }
            added = table.sizeBytes() + out.sizeBytes() + HEADERS_ROOM_BYTES <= limitBytes;
        } catch (PayloadFullException full) {
            added = false;
        } finally {
            if (added) {
                chunks++;
                spans += chunk.size();
            } else {
                out.rewind(start);
                table.rewind(tableSize, tableEnd);
            }
        }
        return added;
    }

    /** The table is complete only now but comes first, so both parts are copied. */
    @Override
    public ByteBuffer body() {
        ByteBuffer texts = table.asArray();
        ByteBuffer encoded = out.asArray(chunks);
        int size = 1 + texts.remaining() + encoded.remaining();
        if (body.capacity() < size) {
            body = ByteBuffer.allocate(size);
        }
        return body.clear().put(ARRAY_OF_TWO).put(texts).put(encoded).flip();
    }

    private void packSpan(SpanData span) {
        out.arrayHeader(SPAN_FIELDS);
        packIndex(span.serviceName());
        packIndex(span.operationName());
        packIndex(span.resourceName());
        out.unsigned(span.traceIdLow());
        out.unsigned(span.spanId());
        out.unsigned(span.parentId());
        out.integer(span.startNanos());
        out.integer(Math.max(1, span.durationNanos()));
        out.integer(span.isError() ? 1 : 0);
        packMeta(span);
        packMetrics(span);
        packIndex(span.spanType());
    }

    private void packMeta(SpanData span) {
        boolean hasLinks = !span.links().isEmpty();
        boolean hasEvents = !span.events().isEmpty();
        int labelCount = labels.tagCount();
        tagMaps.beginTexts(span, labelCount + (hasLinks ? 1 : 0) + (hasEvents ? 1 : 0));
        for (int i = 0; i < labelCount; i++) {
            packIndex(labels.tagName(i));
            packIndex(labels.tagValue(i));
        }
        if (hasLinks) {
            packIndex(Tags.SPAN_LINKS);
            packIndex(LinkAndEventJson.links(span.links()));
        }
        if (hasEvents) {
            packIndex(Tags.EVENTS);
            packIndex(LinkAndEventJson.events(span.events()));
        }
    }

    private void packMetrics(SpanData span) {
        int labelCount = labels.metricCount();
        tagMaps.beginNumbers(span, labelCount);
        if (labelCount > 0) {
            packIndex(Tags.KEEP_RATE);
            MetricPacker.pack(out, labels.keepRate());
        }
    }

    private void packIndex(@Nullable String text) {
        out.unsigned(table.indexOf(text));
    }
}
