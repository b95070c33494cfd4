/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Segments whose root has ended while children are still open. They are given half a second without activity, and at
 * most five seconds, to become complete; then what is finished is sent, and late children follow on their own.
 * Thread-safe and bounded: a segment that finds no room is sent at once.
 */
final class PendingSegments {
    static final int CAPACITY = 4096;
    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final ConcurrentLinkedQueue<TraceSegment> segments = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();
    /** Held while segments are looked at, so that whoever hands over all of them misses none; never by {@link #add}. */
    private final ReentrantLock lookingAtSegments = new ReentrantLock();

    private volatile boolean closed;

    /** Answers false when there is no room, or nobody looks at the segments any more. */
    boolean add(TraceSegment segment) {
        if (size.incrementAndGet() > CAPACITY) {
            size.decrementAndGet();
            return false;
        }
        segments.add(segment);
        if (closed && segments.remove(segment)) {
            size.decrementAndGet();
            return false;
        }
        return true;
    }

    /** Hands over the segments that have waited long enough; to be called every now and then. */
    void completeDue(long ticks) {
        lookingAtSegments.lock();
        try {
            for (int i = size.get(); i > 0; i--) {
                TraceSegment segment = segments.poll();
                if (segment == null) {
                    return;
                }
                if (segment.completeIfDue(ticks, QUIET_NANOS, PATIENCE_NANOS)) {
                    size.decrementAndGet();
                } else {
                    segments.add(segment);
                }
            }
        } finally {
            lookingAtSegments.unlock();
        }
    }

    /** A line about each segment, for people; of many, about the first. */
    List<String> describe(int limit) {
        return segments.stream().limit(limit).map(TraceSegment::describe).toList();
    }

    /** Hands over all segments as they are. */
    void completeAll() {
        lookingAtSegments.lock();
        try {
            for (TraceSegment segment = segments.poll(); segment != null; segment = segments.poll()) {
                size.decrementAndGet();
                segment.completePending();
            }
        } finally {
            lookingAtSegments.unlock();
        }
    }

    /** Hands over all segments as they are and takes no more. */
    void close() {
        closed = true;
        completeAll();
    }
}
