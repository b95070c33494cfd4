/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * A map that forgets what was put longest ago when it has too many entries or they take too many bytes. Not thread-safe.
 *
 * @param <K> what is looked up
 * @param <V> what is kept
 */
public final class BoundedMap<K, V> {
    private final int maxEntries;
    private final long maxBytes;
    private final ToLongFunction<V> bytesOf;
    private final Map<K, V> entries = new LinkedHashMap<>();
    private long bytes;

    /** @param bytesOf what a value and its key take; one that changes is removed before and put again after that */
    public BoundedMap(int maxEntries, long maxBytes, ToLongFunction<V> bytesOf) {
        this.maxEntries = maxEntries;
        this.maxBytes = maxBytes;
        this.bytesOf = bytesOf;
    }

    /**
     * Keeps {@code value} as the newest one, in place of the one that {@code key} had.
     *
     * @return false when it takes more than there is room for: it is not kept, but all others are
     */
    public boolean put(K key, V value) {
        remove(key);
        if (bytesOf.applyAsLong(value) > maxBytes) {
            return false;
        }
        entries.put(key, value);
        bytes += bytesOf.applyAsLong(value);
        Iterator<V> oldest = entries.values().iterator();
        while (entries.size() > maxEntries || bytes > maxBytes) {
            bytes -= bytesOf.applyAsLong(oldest.next());
            oldest.remove();
        }
        return true;
    }

    public @Nullable V get(K key) {
        return entries.get(key);
    }

    public @Nullable V remove(K key) {
        V removed = entries.remove(key);
        if (removed != null) {
            bytes -= bytesOf.applyAsLong(removed);
        }
        return removed;
    }

    /** What all entries take. */
    public long bytes() {
        return bytes;
    }

    public void clear() {
        entries.clear();
        bytes = 0;
    }

    /** The values, that put last at the end. */
    public List<V> oldestFirst() {
        return new ArrayList<>(entries.values());
    }

    /** The values, that put last at the start. */
    public List<V> newestFirst() {
        List<V> values = oldestFirst();
        Collections.reverse(values);
        return values;
    }
}
