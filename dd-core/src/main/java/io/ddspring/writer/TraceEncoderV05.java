/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
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
    private final PayloadBody traces;
    private final MessagePacker out;
    private final NumberPacker numbers = new NumberPacker();
    private ByteBuffer body = ByteBuffer.allocate(0);
    private int chunks;
    private int spans;

    /** @param limitBytes most bytes of a body */
    TraceEncoderV05(int limitBytes) {
        this.limitBytes = limitBytes;
        this.traces = new PayloadBody(limitBytes);
        this.out = traces.out();
        try {
            this.table = new StringTable(limitBytes);
        } catch (IOException impossible) {
            throw unwritable(impossible);
        }
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
        traces.reset();
        chunks = 0;
        spans = 0;
        try {
            table.reset();
        } catch (IOException impossible) {
            throw unwritable(impossible);
        }
    }

    @Override
    public boolean add(List<? extends SpanData> chunk) {
        int tracesEnd = traces.position();
        int tableEnd = table.position();
        int tableSize = table.size();
        boolean added = false;
        try {
            out.packArrayHeader(chunk.size());
            for (SpanData span : chunk) {
                packSpan(span);
            }
            added = table.sizeBytes() + traces.sizeBytes() + HEADERS_ROOM_BYTES <= limitBytes;
        } catch (PayloadFullException full) {
            added = false;
        } catch (IOException impossible) {
            throw unwritable(impossible);
        } finally {
            if (added) {
                chunks++;
                spans += chunk.size();
            } else {
                traces.rewind(tracesEnd);
                table.rewind(tableSize, tableEnd);
            }
        }
        return added;
    }

    /** The table is complete only now but comes first, so both parts are copied. */
    @Override
    public ByteBuffer body() {
        ByteBuffer texts = table.asArray();
        ByteBuffer encoded = traces.asArray(chunks);
        int size = 1 + texts.remaining() + encoded.remaining();
        if (body.capacity() < size) {
            body = ByteBuffer.allocate(size);
        }
        return body.clear().put(ARRAY_OF_TWO).put(texts).put(encoded).flip();
    }

    private void packSpan(SpanData span) throws IOException {
        out.packArrayHeader(SPAN_FIELDS);
        packIndex(span.serviceName());
        packIndex(span.operationName());
        packIndex(span.resourceName());
        numbers.packUnsigned(out, span.traceIdLow());
        numbers.packUnsigned(out, span.spanId());
        numbers.packUnsigned(out, span.parentId());
        out.packLong(span.startNanos());
        out.packLong(Math.max(1, span.durationNanos()));
        out.packInt(span.isError() ? 1 : 0);
        packMeta(span);
        packMetrics(span);
        packIndex(span.spanType());
    }

    private void packMeta(SpanData span) throws IOException {
        boolean hasLinks = !span.links().isEmpty();
        boolean hasEvents = !span.events().isEmpty();
        int count = span.tagCount();
        out.packMapHeader(count + (hasLinks ? 1 : 0) + (hasEvents ? 1 : 0));
        for (int i = 0; i < count; i++) {
            packIndex(span.tagName(i));
            packIndex(span.tagValue(i));
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

    private void packMetrics(SpanData span) throws IOException {
        int count = span.metricCount();
        out.packMapHeader(NumberPacker.finiteMetrics(span));
        for (int i = 0; i < count; i++) {
            double value = span.metricValue(i);
            if (Double.isFinite(value)) {
                packIndex(span.metricName(i));
                numbers.packMetric(out, value);
            }
        }
    }

    private void packIndex(@Nullable String text) throws IOException {
        table.packIndex(out, text);
    }

    private static IllegalStateException unwritable(IOException impossible) {
        return new IllegalStateException("writing to memory failed", impossible);
    }
}
