/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps finished spans in memory, for tests of applications. Thread-safe. It holds a bounded number of spans: the oldest
 * chunks go when newer ones need the room. Closing it keeps what it holds and refuses what comes later.
 */
public final class InMemoryTraceWriter implements TraceWriter {
    private static final int DEFAULT_CAPACITY_SPANS = 100_000;
    private static final Duration DEFAULT_PATIENCE = Duration.ofSeconds(5);

    private final int capacitySpans;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition arrived = lock.newCondition();
    // The fields below are guarded by the lock.
    private final Deque<List<SpanData>> chunks = new ArrayDeque<>();
    private int heldSpans;
    private boolean closed;

    /** A writer that holds at most 100,000 spans. */
    public InMemoryTraceWriter() {
        this(DEFAULT_CAPACITY_SPANS);
    }

    /**
     * A writer that holds at most {@code capacitySpans} spans; a single larger chunk is held alone.
     *
     * @throws IllegalArgumentException when it is less than 1
     */
    public InMemoryTraceWriter(int capacitySpans) {
        if (capacitySpans < 1) {
            throw new IllegalArgumentException("capacitySpans " + capacitySpans + " is less than 1");
        }
        this.capacitySpans = capacitySpans;
    }

    @Override
    public void write(List<? extends SpanData> chunk) {
        lock.lock();
        try {
            if (closed) {
                return;
            }
            chunks.addLast(List.copyOf(chunk));
            heldSpans += chunk.size();
            while (heldSpans > capacitySpans && chunks.size() > 1) {
                heldSpans -= chunks.removeFirst().size();
            }
            arrived.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** The chunks in the order in which they were written; a copy. */
    public List<List<SpanData>> traces() {
        lock.lock();
        try {
            return List.copyOf(chunks);
        } finally {
            lock.unlock();
        }
    }

    /** The spans of all chunks in the order in which they were written; a copy. */
    public List<SpanData> spans() {
        lock.lock();
        try {
            List<SpanData> spans = new ArrayList<>(heldSpans);
            chunks.forEach(spans::addAll);
            return List.copyOf(spans);
        } finally {
            lock.unlock();
        }
    }

    /** Waits at most 5 seconds for {@code count} spans; see {@link #awaitSpans(int, Duration)}. */
    public List<SpanData> awaitSpans(int count) {
        return awaitSpans(count, DEFAULT_PATIENCE);
    }

    /**
     * Waits until at least {@code count} spans are here and returns all of them.
     *
     * @throws IllegalStateException naming the spans that did come, when they are fewer after {@code patience}, or when
     *     the waiting thread is interrupted
     */
    public List<SpanData> awaitSpans(int count, Duration patience) {
        long remainingNanos = patience.toNanos();
        lock.lock();
        try {
            while (heldSpans < count) {
                if (remainingNanos <= 0) {
                    throw new IllegalStateException("waited " + patience.toMillis() + " ms for " + count
                            + " spans, have " + heldSpans + ": " + names());
                }
                remainingNanos = arrived.awaitNanos(remainingNanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while waiting for " + count + " spans", interrupted);
        } finally {
            lock.unlock();
        }
        return spans();
    }

    /** Forgets all spans. */
    public void clear() {
        lock.lock();
        try {
            chunks.clear();
            heldSpans = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Does nothing: what was written is here already. */
    @Override
    public void flush(Duration budget) {}

    @Override
    public void close() {
        lock.lock();
        try {
            closed = true;
        } finally {
            lock.unlock();
        }
    }

    private List<String> names() {
        return spans().stream()
                .map(span -> span.operationName() + " " + span.resourceName())
                .toList();
    }
}
