/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace in this process, from the local root on. Collects what is finished and hands it over as a chunk
 * when no span is open any more, when enough spans wait (partial flush), or when the {@link PendingSegments} lose
 * patience with children that outlive the root. Thread-safe.
 */
final class TraceSegment {
    private final CoreTracer tracer;
    private final long traceIdHigh;
    private final long traceIdLow;
    private final long clockOffset;
    private final @Nullable RemoteSpanContext remoteParent;
    private final SegmentSampling sampling;
    private volatile @Nullable String origin;
    private volatile Map<String, String> baggage;
    private volatile @Nullable CoreSpan localRoot;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private List<CoreSpan> finished = new ArrayList<>();
    private int openSpans;
    private boolean rootEnded;
    private boolean pending;
    private long rootEndedTicks;
    private long lastActivityTicks;

    TraceSegment(
            CoreTracer tracer,
            long traceIdHigh,
            long traceIdLow,
            long clockOffset,
            @Nullable RemoteSpanContext remoteParent,
            SegmentSampling sampling) {
        this.tracer = tracer;
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.clockOffset = clockOffset;
        this.remoteParent = remoteParent;
        this.sampling = sampling;
        this.origin = remoteParent == null ? null : remoteParent.origin();
        this.baggage = remoteParent == null ? Map.of() : remoteParent.baggage();
    }

    long traceIdHigh() {
        return traceIdHigh;
    }

    long traceIdLow() {
        return traceIdLow;
    }

    /** Nanoseconds since the epoch, by the clock base of this trace. */
    long nowNanos() {
        return tracer.clock().ticks() + clockOffset;
    }

    EngineSettings settings() {
        return tracer.settings();
    }

    SegmentSampling sampling() {
        return sampling;
    }

    @Nullable
    RemoteSpanContext remoteParent() {
        return remoteParent;
    }

    @Nullable
    String origin() {
        return origin;
    }

    void setOrigin(@Nullable String newOrigin) {
        origin = newOrigin;
    }

    Map<String, String> baggage() {
        return baggage;
    }

    void setBaggageItem(String name, @Nullable String value) {
        lock.lock();
        try {
            Map<String, String> changed = new HashMap<>(baggage);
            if (value == null) {
                changed.remove(name);
            } else {
                changed.put(name, value);
            }
            baggage = Map.copyOf(changed);
        } finally {
            lock.unlock();
        }
    }

    /** The received tags with this process' sampling decision in them. */
    PropagationTags propagationTags() {
        RemoteSpanContext remote = remoteParent;
        return sampling.describeIn(
                remote == null || !remote.hasTrace() ? PropagationTags.EMPTY : remote.propagationTags());
    }

    @Nullable
    String foreignTracestate() {
        RemoteSpanContext remote = remoteParent;
        return remote == null ? null : remote.foreignTracestate();
    }

    Span localRoot() {
        CoreSpan root = localRoot;
        return root == null ? Span.noop() : root;
    }

    boolean isLocalRoot(SpanData record) {
        CoreSpan root = localRoot;
        return root != null && root.record() == record;
    }

    void spanStarted(CoreSpan span) {
        tracer.health().spansStarted.increment();
        lock.lock();
        try {
            openSpans++;
            lastActivityTicks = tracer.clock().ticks();
            if (localRoot == null) {
                localRoot = span;
                sampling.judge(span.record());
            }
        } finally {
            lock.unlock();
        }
    }

    void spanFinished(CoreSpan span) {
        tracer.health().spansFinished.increment();
        spanEnded(span, true);
    }

    void spanAbandoned(CoreSpan span) {
        spanEnded(span, false);
    }

    private void spanEnded(CoreSpan span, boolean report) {
        List<CoreSpan> chunk = List.of();
        boolean mustWait = false;
        lock.lock();
        try {
            openSpans--;
            lastActivityTicks = tracer.clock().ticks();
            if (report) {
                finished.add(span);
            }
            if (span == localRoot) {
                rootEnded = true;
                rootEndedTicks = lastActivityTicks;
            }
            int partialFlushMinSpans = tracer.settings().partialFlushMinSpans();
            if (openSpans == 0 || (partialFlushMinSpans > 0 && finished.size() >= partialFlushMinSpans)) {
                chunk = takeFinished();
            } else if (rootEnded && !pending && !finished.isEmpty()) {
                pending = true;
                mustWait = true;
            }
        } finally {
            lock.unlock();
        }
        if (!chunk.isEmpty()) {
            tracer.complete(this, chunk);
        } else if (mustWait && !tracer.pendingSegments().add(this)) {
            completePending();
        }
    }

    /**
     * Hands over what waits for children that outlive the root, if it has waited long enough.
     *
     * @return whether the segment need not be looked at again
     */
    boolean completeIfDue(long ticks, long quietNanos, long patienceNanos) {
        List<CoreSpan> chunk;
        lock.lock();
        try {
            boolean due = ticks - lastActivityTicks >= quietNanos || ticks - rootEndedTicks >= patienceNanos;
            if (!due && !finished.isEmpty()) {
                return false;
            }
            pending = false;
            chunk = takeFinished();
        } finally {
            lock.unlock();
        }
        if (!chunk.isEmpty()) {
            tracer.complete(this, chunk);
        }
        return true;
    }

    /** Hands over at once what waits for children that outlive the root. */
    void completePending() {
        completeIfDue(0, Long.MIN_VALUE, Long.MIN_VALUE);
    }

    private List<CoreSpan> takeFinished() {
        List<CoreSpan> taken = finished;
        finished = new ArrayList<>();
        return taken;
    }
}
