/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The texts of one body of a {@code v0.5/traces} request; the empty text is at index 0. A hash table of its own that is used
 * again, as it makes no garbage. Each text is there once, except where somebody made many texts with the same hash: then
 * it is not searched for long. Used by one thread.
 */
final class StringTable {
    private static final int INITIAL_TEXTS = 512;
    private static final int PROBES_LIMIT = 64;
    private static final int NOWHERE = -1;

    private final PayloadBody body;
    /** In the order of their indexes. */
    private @Nullable String[] texts = new String[INITIAL_TEXTS];

    private int size;
    /** Index of the text whose hash leads here, plus 1; 0 where there is none. Four times as long as {@link #texts}. */
    private int[] slots = new int[4 * INITIAL_TEXTS];

    /** @param limitBytes most bytes of all texts */
    StringTable(int limitBytes) {
        body = new PayloadBody(limitBytes);
        reset();
    }

    /** The index of {@code text}, which becomes part of the table; null counts as empty. */
    int indexOf(@Nullable String text) {
        String present = text == null ? "" : text;
        int slot = slotOf(present);
        return slot == NOWHERE || slots[slot] == 0 ? add(present, slot) : slots[slot] - 1;
    }

    /** Where {@code text} is or would be. */
    private int slotOf(String text) {
        int slot = RecentTags.spread(text, slots.length);
        for (int probe = 0; probe < PROBES_LIMIT; probe++) {
            if (slots[slot] == 0 || text.equals(texts[slots[slot] - 1])) {
                return slot;
            }
            slot = (slot + 1) & (slots.length - 1);
        }
        return NOWHERE;
    }

    private int add(String text, int freeSlot) {
        body.text(text);
        int index = size++;
        if (index == texts.length) {
            texts = Arrays.copyOf(texts, 2 * index);
            texts[index] = text;
            slots = new int[4 * texts.length];
            fillSlots();
            return index;
        }
        texts[index] = text;
        fill(freeSlot, index);
        return index;
    }

    private void fillSlots() {
        for (int i = 0; i < size; i++) {
            fill(slotOf(Objects.requireNonNull(texts[i])), i);
        }
    }

    private void fill(int slot, int index) {
        if (slot != NOWHERE) {
            slots[slot] = index + 1;
        }
    }

    int size() {
        return size;
    }

    /** Where the next text begins. */
    int position() {
        return body.position();
    }

    int sizeBytes() {
        return body.sizeBytes();
    }

    /** Takes back all but the first {@code keptTexts} texts, which end at {@code position}. */
    void rewind(int keptTexts, int position) {
        body.rewind(position);
        Arrays.fill(texts, keptTexts, size, null);
        Arrays.fill(slots, 0);
        size = keptTexts;
        fillSlots();
    }

    void reset() {
        body.reset();
        rewind(0, body.position());
        indexOf("");
    }

    /** The array of the texts; valid until the next change. */
    ByteBuffer asArray() {
        return body.asArray(size);
    }
}
