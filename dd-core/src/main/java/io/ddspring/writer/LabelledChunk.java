/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.AbstractList;
import java.util.List;

/**
 * The chunk that is being encoded, whose first span also says what is known of the process and of the writer. It is used
 * again for the next chunk. Used by one thread.
 */
final class LabelledChunk extends AbstractList<SpanData> {
    private final DeliveryTags tags;
    private final LabelledSpan first = new LabelledSpan();
    private List<? extends SpanData> spans = List.of();
    private double keepRate = 1;

    LabelledChunk(DeliveryTags tags) {
        this.tags = tags;
    }

    /** Tells the part of the traces that is not lost, from 0 to 1, with the chunks from now on. */
    void keepRate(double rate) {
        keepRate = rate;
    }

    /**
     * Becomes {@code chunk} with labels, until the next call.
     *
     * @param opensPayload whether it will be the first chunk of its payload
     */
    LabelledChunk of(List<? extends SpanData> chunk, boolean opensPayload) {
        spans = chunk;
        first.label(chunk.get(0), opensPayload ? tags.ofPayload() : tags.ofChunk(), Tags.KEEP_RATE, keepRate);
        return this;
    }

    /** Lets go of the chunk. */
    void release() {
        spans = List.of();
        first.release();
    }

    @Override
    public SpanData get(int index) {
        return index == 0 ? first : spans.get(index);
    }

    @Override
    public int size() {
        return spans.size();
    }
}
