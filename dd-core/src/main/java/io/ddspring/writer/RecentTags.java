/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes names, alone or with their value, from bytes that are ready: of each name, of which a process has few, and of the
 * value that it has again and again, as most tags have. Bounded: with too many names, or ones that are too long, it begins
 * anew or writes them as any text. A hash table of its own, as a name is nearly always the object that was met before.
 * Used by one thread.
 */
final class RecentTags {
    private static final int NAMES_LIMIT = 1_024;
    private static final int NAME_CHARS_LIMIT = 64;
    private static final int SLOTS = 2 * NAMES_LIMIT;
    /** Spreads the hashes of similar texts; 2^32 divided by the golden ratio. */
    private static final int HASH_FACTOR = 0x9e37_79b9;

    private final PayloadBody out;
    private final @Nullable RecentTag[] slots = new RecentTag[SLOTS];
    private int names;
    private RecentTag previous;

    RecentTags(PayloadBody out) {
        this.out = out;
        this.previous = add("", 0);
    }

    /** What is known of {@code name}, for who writes it all the time. */
    RecentTag of(String name) {
        return new RecentTag(name, encoded(name));
    }

    /** Writes a name. */
    void packName(String name) {
        RecentTag tag = tag(name);
        if (tag == null) {
            out.text(name);
        } else {
            tag.packName(out);
        }
    }

    /** Writes a name and its value. */
    void pack(String name, String value) {
        RecentTag tag = tag(name);
        if (tag == null) {
            out.text(name);
            out.text(value);
        } else {
            tag.pack(out, value);
        }
    }

    /** What is known of {@code name}; null when it is too long to be remembered. */
    private @Nullable RecentTag tag(String name) {
        RecentTag next = previous.successor(name);
        if (next == null) {
            next = lookUp(name);
            if (next == null) {
                return null;
            }
            previous.setSuccessor(next);
        }
        previous = next;
        return next;
    }

    private @Nullable RecentTag lookUp(String name) {
        int slot = spread(name, SLOTS);
        for (RecentTag tag = slots[slot]; tag != null; tag = slots[slot]) {
            if (tag.isOf(name)) {
                return tag;
            }
            slot = (slot + 1) & (SLOTS - 1);
        }
        return name.length() > NAME_CHARS_LIMIT ? null : add(name, slot);
    }

    /** Borrows the body for a moment. */
    private byte[] encoded(String name) {
        int start = out.position();
        out.text(name);
        byte[] encoded = new byte[out.position() - start];
        out.copyFrom(start, encoded);
        out.rewind(start);
        return encoded;
    }

    /** Where to look for {@code text} first among {@code slots} slots, a power of two. */
    static int spread(String text, int slots) {
        return (text.hashCode() * HASH_FACTOR) >>> Integer.numberOfLeadingZeros(slots - 1);
    }

    private RecentTag add(String name, int freeSlot) {
        int slot = freeSlot;
        if (names == NAMES_LIMIT) {
            Arrays.fill(slots, null);
            names = 0;
            slot = spread(name, SLOTS);
        }
        RecentTag tag = new RecentTag(name, encoded(name));
        slots[slot] = tag;
        names++;
        return tag;
    }
}
