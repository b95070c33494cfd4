/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tags of one type, text or number, in order of arrival. Any number of threads set, remove and read them at once
 * without a lock: a name is put into the first free slot atomically, so that no name is there twice, and stays there; only
 * its value changes. A removed tag is a name without a value. A span has about twenty tags, for which a scan beats hashing.
 *
 * <p>{@link #sealed() Sealing} ends that: what is sealed has as many tags as it had then, however late a thread comes, and
 * can be read by position.
 *
 * @param <V> type of the values
 */
final class TagSlots<V> {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);

    @SuppressWarnings("rawtypes") // an updater knows no type arguments
    private static final AtomicReferenceFieldUpdater<TagSlots, TagSlots> MORE =
            AtomicReferenceFieldUpdater.newUpdater(TagSlots.class, TagSlots.class, "more");

    /** Takes the first free slot of what is sealed. Compared by identity; no tag is called like that. */
    private static final Object SEAL = new Object();

    private static final int CAPACITY_OF_MORE = 8;

    /** Name, value, name, value … */
    private final @Nullable Object[] slots;

    /** Where it goes on when all slots are taken; this itself when it was sealed and does not. */
    private volatile @Nullable TagSlots<V> more;

    /** @param capacity how many tags take no further allocation */
    TagSlots(int capacity) {
        slots = new Object[2 * capacity];
    }

    /** Begins with a tag. Only for what no other thread knows yet. */
    TagSlots(int capacity, String name, V value) {
        this(capacity);
        slots[0] = name;
        slots[1] = value;
    }

    /** Sets the tag; does nothing once it is sealed. */
    void set(String name, V value) {
        for (TagSlots<V> block = this; block != null; block = block.orMore()) {
            @Nullable Object[] taken = block.slots;
            for (int i = 0; i < taken.length; i += 2) {
                Object present = taken[i];
                if (present == null) {
                    present = SLOT.compareAndExchange(taken, i, null, name);
                }
                if (present == null || name.equals(present)) {
                    taken[i + 1] = value;
                    return;
                }
                if (present == SEAL) {
                    return;
                }
            }
        }
    }

    /** Removes the tag if it is there. */
    void remove(String name) {
        for (TagSlots<V> block = this; block != null; block = block.next()) {
            int slot = block.slotOf(name);
            if (slot >= 0) {
                block.slots[slot + 1] = null;
                return;
            }
        }
    }

    /** The value of the tag, or null. */
    @Nullable
    V get(String name) {
        for (TagSlots<V> block = this; block != null; block = block.next()) {
            int slot = block.slotOf(name);
            if (slot >= 0) {
                return block.valueIn(slot);
            }
        }
        return null;
    }

    private int slotOf(String name) {
        for (int i = 0; i < slots.length && slots[i] != null; i += 2) {
            if (name.equals(slots[i])) {
                return i;
            }
        }
        return -1;
    }

    @SuppressWarnings("unchecked") // only values are put there
    private @Nullable V valueIn(int slot) {
        return (V) slots[slot + 1];
    }

    /** The following block, or null at the end. */
    private @Nullable TagSlots<V> next() {
        TagSlots<V> present = more;
        return present == this ? null : present;
    }

    /** The following block, which is made if need be; null at the end of what is sealed. */
    private @Nullable TagSlots<V> orMore() {
        if (more == null) {
            MORE.compareAndSet(this, null, new TagSlots<V>(CAPACITY_OF_MORE));
        }
        return next();
    }

    /** Ends all changes but those of values. Answers what is to be read from then on, which is this normally. */
    TagSlots<V> sealed() {
        boolean dense = true;
        TagSlots<V> block = this;
        while (block != null) {
            dense &= block.seal();
            block = block.next();
        }
        return dense ? this : copy().sealed();
    }

    /** Answers whether all names have a value. */
    private boolean seal() {
        boolean dense = true;
        for (int i = 0; i < slots.length; i += 2) {
            Object present = slots[i];
            if (present == null) {
                present = SLOT.compareAndExchange(slots, i, null, SEAL);
            }
            if (present == null || present == SEAL) {
                return dense;
            }
            dense &= slots[i + 1] != null;
        }
        MORE.compareAndSet(this, null, this);
        return dense;
    }

    /** A copy of the tags that have a value; not sealed. */
    TagSlots<V> copy() {
        TagSlots<V> copy = new TagSlots<>(CAPACITY_OF_MORE);
        forEach(copy::set);
        return copy;
    }

    /** Calls {@code action} with every tag that has a value. */
    void forEach(BiConsumer<String, V> action) {
        for (TagSlots<V> block = this; block != null; block = block.next()) {
            for (int i = 0; i < block.slots.length && block.slots[i] instanceof String name; i += 2) {
                V value = block.valueIn(i);
                if (value != null) {
                    action.accept(name, value);
                }
            }
        }
    }

    /** Number of tags of what is sealed; of others, names without a value count as well. */
    int count() {
        int count = 0;
        for (TagSlots<V> block = this; block != null; block = block.next()) {
            for (int i = 0; i < block.slots.length && block.slots[i] instanceof String; i += 2) {
                count++;
            }
        }
        return count;
    }

    /** Name of the tag at a position, which counts from 0; null when there is none. */
    @Nullable
    String name(int index) {
        TagSlots<V> block = this;
        int slot = 2 * index;
        while (block != null && slot >= block.slots.length) {
            slot -= block.slots.length;
            block = block.next();
        }
        return block != null && block.slots[slot] instanceof String name ? name : null;
    }

    /** Value of the tag at a position, which counts from 0; null when there is none, or it was removed. */
    @Nullable
    V value(int index) {
        TagSlots<V> block = this;
        int slot = 2 * index;
        while (block != null && slot >= block.slots.length) {
            slot -= block.slots.length;
            block = block.next();
        }
        return block == null ? null : block.valueIn(slot);
    }
}
