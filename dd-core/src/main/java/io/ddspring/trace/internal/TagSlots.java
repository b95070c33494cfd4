/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a span, texts and numbers, in order of arrival. Any number of threads set, remove and read them at once
 * without a lock: a name is put into the first free slot atomically, so that no name is there twice, and stays there; only
 * its value changes. A removed tag is a name without a value. A span has about twenty tags, for which a scan beats hashing.
 *
 * <p>Reading by position never fails, but what it sees while others change tags may fit together badly.
 */
final class TagSlots {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final AtomicReferenceFieldUpdater<TagSlots, TagSlots> MORE =
            AtomicReferenceFieldUpdater.newUpdater(TagSlots.class, TagSlots.class, "more");

    private static final int CAPACITY_OF_MORE = 8;

    private static final int POSITION_BITS = 15;
    private static final int POSITION_MASK = (1 << POSITION_BITS) - 1;

    /** Name, value, name, value … A value is a String or a Double. */
    private final @Nullable Object[] slots;

    /** Where it goes on when all slots are taken. */
    private volatile @Nullable TagSlots more;

    /** What was read last by its position: which pair it is, its position, and a bit for its type. */
    private int latest;

    /** @param capacity how many tags take no further allocation */
    TagSlots(int capacity) {
        slots = new Object[2 * capacity];
    }

    /** Sets the first two tags. Only for what no other thread knows yet. */
    void begin(String name, Object value, String secondName, Object secondValue) {
        slots[0] = name;
        slots[1] = value;
        slots[2] = secondName;
        slots[3] = secondValue;
    }

    /** Sets the tag; {@code value} is a String or a Double. */
    void set(String name, Object value) {
        for (TagSlots block = this; ; block = block.orMore()) {
            @Nullable Object[] taken = block.slots;
            for (int i = 0; i < taken.length; i += 2) {
                Object present = taken[i];
                if (present == null) {
                    present = SLOT.compareAndExchange(taken, i, null, name);
                }
                if (present == null || isSame(name, present)) {
                    taken[i + 1] = value;
                    return;
                }
            }
        }
    }

    /** Removes the tag if it is there. */
    void remove(String name) {
        for (TagSlots block = this; block != null; block = block.more) {
            int slot = block.slotOf(name);
            if (slot >= 0) {
                block.slots[slot + 1] = null;
                latest = 0;
                return;
            }
        }
    }

    /** The value of the tag, or null. */
    @Nullable
    Object get(String name) {
        for (TagSlots block = this; block != null; block = block.more) {
            int slot = block.slotOf(name);
            if (slot >= 0) {
                return block.slots[slot + 1];
            }
        }
        return null;
    }

    private int slotOf(String name) {
        for (int i = 0; i < slots.length && slots[i] != null; i += 2) {
            if (isSame(name, slots[i])) {
                return i;
            }
        }
        return -1;
    }

    /** Nearly all other names have another hash, which a text remembers. */
    @SuppressWarnings("ReferenceEquality")
    private static boolean isSame(String name, @Nullable Object present) {
        return name == present
                || (present instanceof String other && name.hashCode() == other.hashCode() && name.equals(other));
    }

    private TagSlots orMore() {
        TagSlots present = more;
        if (present == null) {
            present = new TagSlots(CAPACITY_OF_MORE);
            if (!MORE.compareAndSet(this, null, present)) {
                return orMore();
            }
        }
        return present;
    }

    /** A copy of the tags that have a value. */
    TagSlots copy() {
        TagSlots copy = new TagSlots(CAPACITY_OF_MORE);
        forEach(copy::set);
        return copy;
    }

    /** Calls {@code action} with every tag that has a value. */
    void forEach(BiConsumer<String, Object> action) {
        for (TagSlots block = this; block != null; block = block.more) {
            for (int i = 0; i < block.slots.length && block.slots[i] instanceof String name; i += 2) {
                Object value = block.slots[i + 1];
                if (value != null) {
                    action.accept(name, value);
                }
            }
        }
    }

    /** Whether a name is also that of one of {@code others}. */
    boolean hasAnyOf(SharedTags others) {
        for (TagSlots block = this; block != null; block = block.more) {
            for (int i = 0; i < block.slots.length && block.slots[i] instanceof String name; i += 2) {
                if (others.get(name) != null) {
                    return true;
                }
            }
        }
        return false;
    }

    /** Number of tags of {@code type}, String or Double. */
    int count(Class<?> type) {
        int count = 0;
        for (TagSlots block = this; block != null; block = block.more) {
            for (int i = 1; i < block.slots.length; i += 2) {
                if (type.isInstance(block.slots[i])) {
                    count++;
                }
            }
        }
        return count;
    }

    /** Name of the tag at a position, counted from 0 among those of {@code type}; null when there is none. */
    @Nullable
    String name(Class<?> type, int position) {
        return (String) content(2 * pair(type, position));
    }

    /** Value of the tag at a position, counted from 0 among those of {@code type}; null when there is none. */
    @Nullable
    Object value(Class<?> type, int position) {
        return content(2 * pair(type, position) + 1);
    }

    private @Nullable Object content(int slot) {
        TagSlots block = this;
        int rest = slot;
        while (block != null && rest >= block.slots.length) {
            rest -= block.slots.length;
            block = block.more;
        }
        return block == null || rest < 0 ? null : block.slots[rest];
    }

    /** Which of all names and values is at the position; -1 when none is. */
    private int pair(Class<?> type, int position) {
        int typeBit = type == String.class ? 0 : 1;
        int known = latest;
        boolean goOn = (known & 1) == typeBit && ((known >>> 1) & POSITION_MASK) <= position;
        int found = goOn ? (known >>> 1) & POSITION_MASK : 0;
        int pair = goOn ? known >>> (1 + POSITION_BITS) : 0;
        int firstOfBlock = 0;
        for (TagSlots block = this; block != null; block = block.more) {
            int end = firstOfBlock + block.slots.length / 2;
            for (; pair < end; pair++) {
                if (type.isInstance(block.slots[2 * (pair - firstOfBlock) + 1]) && found++ == position) {
                    latest = position <= POSITION_MASK && pair <= POSITION_MASK
                            ? (pair << POSITION_BITS | position) << 1 | typeBit
                            : 0;
                    return pair;
                }
            }
            firstOfBlock = end;
        }
        return -1;
    }
}
