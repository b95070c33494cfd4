/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.vendor.jctools.queues.atomic.MpscAtomicArrayQueue;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Finished chunks on their way from the threads of the application to one thread of the library, bounded in chunks and in
 * spans. Any thread may offer, without waiting; taking is for that one thread and whoever cleans up after it.
 */
public final class ChunkQueue {
    private final MpscAtomicArrayQueue<List<? extends SpanData>> chunks;
    // The queue itself allows one consumer; what was started again may have two for a moment.
    private final ReentrantLock takeLock = new ReentrantLock();
    private final AtomicInteger spans = new AtomicInteger();
    private final int spansLimit;

    /**
     * An empty queue.
     *
     * @param chunksLimit rounded up to a power of two
     * @param spansLimit most spans of all chunks
     */
    public ChunkQueue(int chunksLimit, int spansLimit) {
        // JCTools wants room for two; the size of the array is the next power of two.
        this.chunks = new MpscAtomicArrayQueue<>(Math.max(2, chunksLimit));
        this.spansLimit = spansLimit;
    }

    /** Adds a chunk; false when there is no room. A chunk beyond the limit on spans fits in when nothing else waits. */
    public boolean offer(List<? extends SpanData> chunk) {
        int size = chunk.size();
        int before = spans.getAndAdd(size);
        if ((before > 0 && before + size > spansLimit) || !chunks.offer(chunk)) {
            spans.addAndGet(-size);
            return false;
        }
        return true;
    }

    /** The oldest chunk, or null. */
    public @Nullable List<? extends SpanData> poll() {
        List<? extends SpanData> chunk;
        takeLock.lock();
        try {
            chunk = chunks.poll();
        } finally {
            takeLock.unlock();
        }
        if (chunk != null) {
            spans.addAndGet(-chunk.size());
        }
        return chunk;
    }

    /** Whether so much waits that it should be taken without delay. */
    public boolean isFilling() {
        return spans.get() > spansLimit / 2 || chunks.size() > chunks.capacity() / 2;
    }

    int chunks() {
        return chunks.size();
    }

    int spans() {
        return spans.get();
    }

    int chunksLimit() {
        return chunks.capacity();
    }
}
