/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.SpanTags;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import java.util.function.BiConsumer;
import java.util.function.ObjDoubleConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The tags of a span, texts and numbers, in order of arrival. One thread, the owner, sets its tags with plain writes; any
 * number of others set, remove and read tags at the same time, without a lock. A name that was put into a slot stays there;
 * only its value changes. A removed tag is a name without a value. A span has about twenty tags, for which a scan beats
 * hashing.
 */
class TagSlots implements SpanTags {
    private static final VarHandle SLOT = MethodHandles.arrayElementVarHandle(Object[].class);
    private static final AtomicReferenceFieldUpdater<TagSlots, TagSlots> MORE =
            AtomicReferenceFieldUpdater.newUpdater(TagSlots.class, TagSlots.class, "more");

    private static final int CAPACITY_OF_MORE = 8;

    private static final int UNKNOWN = -1;
    private static final int COUNT_BITS = 16;
    private static final int COUNT_MASK = (1 << COUNT_BITS) - 1;

    /** Name, value, name, value … A value is a String or a Double. */
    private final @Nullable Object[] slots;

    /** Where it goes on. */
    private volatile @Nullable TagSlots more;

    /** A bit for the hash of each name, so that most other names need no comparison. */
    private long mask;

    /** Number of slots that the owner has taken. */
    private int taken;

    /** The number of numbers, and in the lower half that of texts, once no tag is set any more. */
    private int counts = UNKNOWN;

    /** @param capacity how many tags of the owner take no further allocation */
    TagSlots(int capacity) {
        slots = new Object[2 * capacity];
    }

    /** Names that other threads than the owner have set, each in a slot that was claimed atomically. */
    private static final class OfOthers extends TagSlots {
        OfOthers() {
            super(CAPACITY_OF_MORE);
            super.mask = -1;
        }
    }

    /** Sets the tag; {@code value} is a String or a Double. To be called by one thread only, the owner. */
    void set(String name, Object value) {
        if (!replace(name, value)) {
            TagSlots block = this;
            while (block instanceof OfOthers || block.taken == block.slots.length) {
                TagSlots next = block.more;
                block = next == null ? block.append(new TagSlots(CAPACITY_OF_MORE)) : next;
            }
            block.add(name, value);
        }
    }

    private void add(String name, Object value) {
        slots[taken + 1] = value;
        slots[taken] = name;
        taken += 2;
        mask |= bit(name);
    }

    /** Sets the tag, on the owner's thread or another one. */
    void set(String name, Object value, boolean byOwner) {
        if (byOwner) {
            set(name, value);
        } else {
            setByOther(name, value);
        }
    }

    private void setByOther(String name, Object value) {
        if (!replace(name, value)) {
            TagSlots block = this;
            while (!(block instanceof OfOthers) || !block.claim(name, value)) {
                TagSlots next = block.more;
                block = next == null ? block.append(new OfOthers()) : next;
            }
        }
    }

    private boolean replace(String name, Object value) {
        for (TagSlots block = this; block != null; block = block.more) {
            int slot = block.slotOf(name);
            if (slot >= 0) {
                block.slots[slot + 1] = value;
                return true;
            }
        }
        return false;
    }

    private boolean claim(String name, Object value) {
        for (int i = 0; i < slots.length; i += 2) {
            Object present = SLOT.compareAndExchange(slots, i, null, name);
            if (present == null || isSame(name, present)) {
                slots[i + 1] = value;
                return true;
            }
        }
        return false;
    }

    /** The block that follows: {@code next}, or the one of a thread that was faster. */
    private TagSlots append(TagSlots next) {
        return MORE.compareAndSet(this, null, next) ? next : Objects.requireNonNull(more);
    }

    /**
     * No tag is set any more: makes a name unique again that the owner and another thread have set at the same moment, and
     * counts.
     */
    void settle() {
        for (TagSlots block = more; block != null; block = block.more) {
            if (block instanceof OfOthers) {
                block.forgetThoseOfOwner(this);
            }
        }
        counts = countNow();
    }

    private void forgetThoseOfOwner(TagSlots first) {
        for (int i = 0; i < slots.length && slots[i] instanceof String name; i += 2) {
            for (TagSlots block = first; block != null; block = block.more) {
                if (!(block instanceof OfOthers) && block.slotOf(name) >= 0) {
                    slots[i + 1] = null;
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

    @SuppressWarnings("ReferenceEquality")
    private int slotOf(String name) {
        if ((mask & bit(name)) == 0) {
            return -1;
        }
        // Names are nearly always constants, found here without a look at what they say.
        for (int i = 0; i < slots.length && slots[i] != null; i += 2) {
            if (slots[i] == name) {
                return i;
            }
        }
        for (int i = 0; i < slots.length && slots[i] != null; i += 2) {
            if (isSame(name, slots[i])) {
                return i;
            }
        }
        return -1;
    }

    /** The bit of {@code name} in a mask. */
    private static long bit(String name) {
        return 1L << spread(name.hashCode());
    }

    /** A hash by the golden ratio, as similar names have similar hashes; its lower bits are good. */
    static int spread(int hash) {
        return (hash * 0x9E3779B9) >>> 26;
    }

    /** Nearly all other names have another hash, which a text remembers. */
    private static boolean isSame(String name, @Nullable Object present) {
        return present instanceof String other && name.hashCode() == other.hashCode() && name.equals(other);
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

    @Override
    public int tagCount() {
        int known = counts;
        return (known == UNKNOWN ? countNow() : known) & COUNT_MASK;
    }

    @Override
    public int metricCount() {
        int known = counts;
        return (known == UNKNOWN ? countNow() : known) >>> COUNT_BITS;
    }

    private int countNow() {
        int texts = 0;
        int numbers = 0;
        for (TagSlots block = this; block != null; block = block.more) {
            for (int i = 1; i < block.slots.length; i += 2) {
                Object value = block.slots[i];
                if (value instanceof String) {
                    texts++;
                } else if (value != null) {
                    numbers++;
                }
            }
        }
        return Math.min(numbers, COUNT_MASK >>> 1) << COUNT_BITS | Math.min(texts, COUNT_MASK);
    }

    @Override
    public void forEachTag(BiConsumer<? super String, ? super String> reader) {
        for (TagSlots block = this; block != null; block = block.more) {
            @Nullable Object[] pairs = block.slots;
            for (int i = 0; i < pairs.length && pairs[i] instanceof String name; i += 2) {
                if (pairs[i + 1] instanceof String text) {
                    reader.accept(name, text);
                }
            }
        }
    }

    @Override
    public void forEachMetric(ObjDoubleConsumer<? super String> reader) {
        for (TagSlots block = this; block != null; block = block.more) {
            @Nullable Object[] pairs = block.slots;
            for (int i = 0; i < pairs.length && pairs[i] instanceof String name; i += 2) {
                if (pairs[i + 1] instanceof Double number) {
                    reader.accept(name, number);
                }
            }
        }
    }
}
