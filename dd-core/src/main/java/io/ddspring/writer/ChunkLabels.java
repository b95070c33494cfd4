/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import org.jspecify.annotations.Nullable;

/**
 * What the first span of a chunk also says, unless it does so itself: what is known of the process, and which part of the
 * traces is not lost. Used by the one thread that encodes.
 */
final class ChunkLabels {
    private final @Nullable DeliveryTags tags;
    private double keepRate = 1;
    // Those of the present chunk: names, each followed by its value.
    private String[] chosen = {};
    private int chosenEnd;
    private boolean choseKeepRate;

    private ChunkLabels(@Nullable DeliveryTags tags) {
        this.tags = tags;
    }

    /** Labels with what is known of the process. */
    static ChunkLabels of(DeliveryTags tags) {
        return new ChunkLabels(tags);
    }

    /** Nothing is added to any span. */
    static ChunkLabels none() {
        return new ChunkLabels(null);
    }

    /** Tells the part of the traces that is not lost, from 0 to 1, with the chunks from now on. */
    void keepRate(double rate) {
        keepRate = rate;
    }

    /**
     * Chooses what {@code first} does not say itself.
     *
     * @param opensPayload whether its chunk will be the first one of its payload
     */
    void choose(SpanData first, boolean opensPayload) {
        if (tags == null) {
            return;
        }
        String[] possible = opensPayload ? tags.ofPayload() : tags.ofChunk();
        if (chosen.length < possible.length) {
            chosen = new String[possible.length];
        }
        chosenEnd = 0;
        for (int i = 0; i < possible.length; i += 2) {
            if (first.tag(possible[i]) == null) {
                chosen[chosenEnd++] = possible[i];
                chosen[chosenEnd++] = possible[i + 1];
            }
        }
        choseKeepRate = Double.isNaN(first.metric(Tags.KEEP_RATE, Double.NaN));
    }

    /** Chooses nothing, for the other spans. */
    void chooseNone() {
        chosenEnd = 0;
        choseKeepRate = false;
    }

    int tagCount() {
        return chosenEnd / 2;
    }

    String tagName(int index) {
        return chosen[2 * index];
    }

    String tagValue(int index) {
        return chosen[2 * index + 1];
    }

    /** Number of metrics, which is that of {@link Tags#KEEP_RATE} at most. */
    int metricCount() {
        return choseKeepRate ? 1 : 0;
    }

    double keepRate() {
        return keepRate;
    }
}
