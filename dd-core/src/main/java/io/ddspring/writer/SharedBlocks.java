/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanTags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The msgpack of tags that many spans share as one object, written once and copied from then on. Few such objects are in
 * use at a time; of one that comes only once nothing is written. Used by one thread.
 */
final class SharedBlocks {
    private static final int KEPT = 8;

    private final PayloadBody out;
    private final @Nullable Block[] blocks = new Block[KEPT];
    private int nextBlock;
    /** Those that came once lately. */
    private final SpanTags[] once = new SpanTags[KEPT];

    private int nextOnce;

    /** The entries of {@code tags} without the headers of their maps. */
    static final class Block {
        private final SpanTags tags;
        private final byte[] texts;
        private final byte[] numbers;

        private Block(SpanTags tags, byte[] texts, byte[] numbers) {
            this.tags = tags;
            this.texts = texts;
            this.numbers = numbers;
        }

        byte[] texts() {
            return texts;
        }

        byte[] numbers() {
            return numbers;
        }
    }

    /** @param out borrowed for a moment to write a block */
    SharedBlocks(PayloadBody out) {
        this.out = out;
        Arrays.fill(once, SpanTags.NONE);
    }

    /** The block of {@code tags}, which must not change; null when they come for the first time. */
    @SuppressWarnings("ReferenceEquality") // to compare all tags would take as long as to write them
    @Nullable
    Block of(SpanTags tags) {
        for (Block block : blocks) {
            if (block == null) {
                break;
            }
            if (block.tags == tags) {
                return block;
            }
        }
        for (SpanTags known : once) {
            if (known == tags) {
                Block made = write(tags);
                blocks[nextBlock] = made;
                nextBlock = (nextBlock + 1) % KEPT;
                return made;
            }
        }
        once[nextOnce] = tags;
        nextOnce = (nextOnce + 1) % KEPT;
        return null;
    }

    private Block write(SpanTags tags) {
        int start = out.position();
        tags.forEachTag((name, text) -> {
            out.text(name);
            out.text(text);
        });
        byte[] texts = taken(start);
        tags.forEachMetric((name, number) -> {
            out.text(name);
            MetricPacker.pack(out, number);
        });
        return new Block(tags, texts, taken(start));
    }

    private byte[] taken(int start) {
        byte[] written = new byte[out.position() - start];
        out.copyFrom(start, written);
        out.rewind(start);
        return written;
    }
}
