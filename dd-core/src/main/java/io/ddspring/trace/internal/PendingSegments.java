/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.time.Duration;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Segments whose root has ended while children are still open. They are given half a second without activity, and at
 * most five seconds, to become complete; then what is finished is sent, and late children follow on their own.
 * Thread-safe and bounded: a segment that finds no room is sent at once.
 */
final class PendingSegments {
    private static final int CAPACITY = 4096;
    private static final long QUIET_NANOS = Duration.ofMillis(500).toNanos();
    private static final long PATIENCE_NANOS = Duration.ofSeconds(5).toNanos();

    private final ConcurrentLinkedQueue<TraceSegment> segments = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /** Answers false when there is no room. */
    boolean add(TraceSegment segment) {
        if (size.incrementAndGet() > CAPACITY) {
            size.decrementAndGet();
            return false;
        }
        segments.add(segment);
        return true;
    }

    /** Hands over the segments that have waited long enough; to be called every now and then. */
    void completeDue(long ticks) {
        segments.removeIf(segment -> {
            boolean done = segment.completeIfDue(ticks, QUIET_NANOS, PATIENCE_NANOS);
            if (done) {
                size.decrementAndGet();
            }
            return done;
        });
    }

    /** Hands over all segments as they are. */
    void completeAll() {
        for (TraceSegment segment = segments.poll(); segment != null; segment = segments.poll()) {
            size.decrementAndGet();
            segment.completePending();
        }
    }
}
