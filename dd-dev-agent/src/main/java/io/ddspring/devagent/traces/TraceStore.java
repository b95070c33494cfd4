/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The last traces, bounded by number and by encoded bytes; the oldest one goes first. Chunks of a trace are merged.
 * Thread-safe.
 */
final class TraceStore {
    /** No trace may take more than this part of all bytes: an endless one must not push out all others. */
    private static final int MAX_SHARE_OF_ONE_TRACE = 4;

    private final int maxTraces;
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by lock. In the order of the first chunk's arrival.
    private final Map<Long, StoredTrace> traces = new LinkedHashMap<>();
    private final SharedTexts texts = new SharedTexts();
    private long bytes;
    private long evictedCount;
    private long changes;

    TraceStore(int maxTraces, long maxBytes) {
        this.maxTraces = maxTraces;
        this.maxBytes = maxBytes;
    }

    /** Keeps a chunk, unless its trace would become too large; says whether it did. */
    boolean add(Chunk chunk) {
        StoredTrace added = StoredTrace.of(chunk);
        lock.lock();
        try {
            StoredTrace known = traces.get(added.traceId());
            StoredTrace merged = known == null ? added : known.with(added);
            if (merged.encodedBytes() > maxBytes / MAX_SHARE_OF_ONE_TRACE) {
                return false;
            }
            traces.put(merged.traceId(), merged.sharing(texts));
            changes++;
            bytes += added.encodedBytes();
            evict();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void evict() {
        Iterator<StoredTrace> oldest = traces.values().iterator();
        while (traces.size() > maxTraces || bytes > maxBytes) {
            bytes -= oldest.next().encodedBytes();
            oldest.remove();
            evictedCount++;
        }
    }

    List<StoredTrace> newestFirst() {
        lock.lock();
        try {
            List<StoredTrace> all = new ArrayList<>(traces.values());
            Collections.reverse(all);
            return all;
        } finally {
            lock.unlock();
        }
    }

    /** The trace with the lower 64 bits {@code traceId}. */
    Optional<StoredTrace> find(long traceId) {
        lock.lock();
        try {
            return Optional.ofNullable(traces.get(traceId));
        } finally {
            lock.unlock();
        }
    }

    /** Another number than before when the traces are others than before. */
    long changes() {
        lock.lock();
        try {
            return changes;
        } finally {
            lock.unlock();
        }
    }

    /** Number of traces that had to go since the start or the last {@link #clear()}. */
    long evictedCount() {
        lock.lock();
        try {
            return evictedCount;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            traces.clear();
            texts.clear();
            changes++;
            bytes = 0;
            evictedCount = 0;
        } finally {
            lock.unlock();
        }
    }
}
