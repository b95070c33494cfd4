/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** The spans of one trace that have not ended, and when they were sent. Spans come and go on any thread. */
final class OpenSpans {
    private static final Comparator<CoreSpan> ROOT_FIRST =
            Comparator.comparing((CoreSpan span) -> !span.isLocalRoot()).thenComparingLong(CoreSpan::startNanos);

    private final TraceSegment segment;
    private final long startTicks;
    private final Set<CoreSpan> spans = ConcurrentHashMap.newKeySet();
    // The fields below belong to the thread that sends.
    private long sentTicks;
    private int version;

    OpenSpans(TraceSegment segment, long startTicks) {
        this.segment = segment;
        this.startTicks = startTicks;
    }

    TraceSegment segment() {
        return segment;
    }

    void add(CoreSpan span) {
        spans.add(span);
    }

    void remove(CoreSpan span) {
        spans.remove(span);
    }

    long runsFor(long ticks) {
        return ticks - startTicks;
    }

    /** Nanoseconds since the spans were sent; very many when they never were. */
    long wasSentBefore(long ticks) {
        return version == 0 ? Long.MAX_VALUE : ticks - sentTicks;
    }

    /** Copies of the spans as they are now, in the order in which they started. */
    List<CoreSpan> unfinished(long ticks) {
        sentTicks = ticks;
        version++;
        long now = segment.nowNanos();
        return spans.stream()
                .filter(CoreSpan::isRecording)
                .sorted(ROOT_FIRST)
                .map(span -> span.unfinished(now, version))
                .toList();
    }
}
