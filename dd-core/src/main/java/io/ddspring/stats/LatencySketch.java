/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.vendor.sketch.ddsketch.DDSketch;
import io.ddspring.vendor.sketch.ddsketch.mapping.IndexMapping;
import io.ddspring.vendor.sketch.ddsketch.mapping.LogarithmicMapping;
import io.ddspring.vendor.sketch.ddsketch.store.CollapsingLowestDenseStore;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Distribution of durations, with the mapping that Datadog's backend uses: bin of a value v is
 * floor(ln v / ln gamma + offset). Needs no memory while it is empty. Used by one thread at a time.
 */
final class LatencySketch {
    private static final double GAMMA = 1.015625;
    private static final double INDEX_OFFSET = 1.8761281912861705;
    private static final int BINS_LIMIT = 2_048;
    private static final IndexMapping MAPPING = new LogarithmicMapping(GAMMA, INDEX_OFFSET);
    private static final byte[] EMPTY = bytes(newSketch());

    private @Nullable DDSketch sketch;

    private static DDSketch newSketch() {
        return new DDSketch(MAPPING, () -> new CollapsingLowestDenseStore(BINS_LIMIT));
    }

    /** Adds one duration; 0 has a bin of its own. */
    void add(long nanos) {
        DDSketch present = sketch;
        if (present == null) {
            present = newSketch();
            sketch = present;
        }
        present.accept((double) Math.max(0, nanos));
    }

    /** The sketch in its protobuf form; not to be changed. */
    byte[] encoded() {
        DDSketch present = sketch;
        return present == null ? EMPTY : bytes(present);
    }

    private static byte[] bytes(DDSketch sketch) {
        ByteBuffer encoded = sketch.serialize();
        byte[] bytes = new byte[encoded.remaining()];
        encoded.get(bytes);
        return bytes;
    }
}
