/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.Baggage;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.TraceIds;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace in this process, from the local root on. Collects what is finished and hands it over as a chunk
 * when no span is open any more, when enough spans wait (partial flush), or when the {@link PendingSegments} lose
 * patience with children that outlive the root. Thread-safe without locks, as all threads that work for one request end
 * their spans here.
 */
final class TraceSegment {
    private final CoreTracer tracer;
    private final long traceIdHigh;
    private final long traceIdLow;
    private final long clockOffset;
    private final @Nullable RemoteSpanContext remoteParent;
    private final SegmentSampling sampling;
    private final AtomicReference<Baggage> baggage;
    private volatile @Nullable String origin;
    private volatile @Nullable String propagationError;
    private volatile @Nullable CoreSpan localRoot;
    private @Nullable String traceIdHex;

    private final AtomicInteger openSpans = new AtomicInteger();
    /** The span that finished last; each leads to the one that finished before it. */
    private final AtomicReference<@Nullable CoreSpan> lastFinished = new AtomicReference<>();
    /** Whether this segment is, or is about to be, among the pending ones. */
    private final AtomicBoolean pending = new AtomicBoolean();

    private volatile boolean rootEnded;
    private volatile long rootEndedTicks;
    private volatile long lastActivityTicks;

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
        this.propagationError = remoteParent == null ? null : remoteParent.propagationError();
        this.baggage =
                new AtomicReference<>(remoteParent == null ? Baggage.EMPTY : Baggage.copyOf(remoteParent.baggage()));
    }

    long traceIdHigh() {
        return traceIdHigh;
    }

    long traceIdLow() {
        return traceIdLow;
    }

    /** Kept, as every log line may ask for it; threads that ask at once make the same text twice. */
    String traceIdHex() {
        String hex = traceIdHex;
        if (hex == null) {
            hex = TraceIds.toHex(traceIdHigh, traceIdLow);
            traceIdHex = hex;
        }
        return hex;
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

    int decideSamplingPriority() {
        CoreSpan root = localRoot;
        return root == null ? sampling.priority() : sampling.decide(root.record());
    }

    /** Whether the trace began in another process. */
    boolean isContinued() {
        RemoteSpanContext remote = remoteParent;
        return remote != null && remote.hasTrace();
    }

    /** Value for {@code _dd.parent_id}. */
    @Nullable
    String lastDatadogParentId() {
        RemoteSpanContext remote = remoteParent;
        return remote == null ? null : remote.lastDatadogParentId();
    }

    @Nullable
    String propagationError() {
        return propagationError;
    }

    /** The first error stays: what went wrong on receiving is the reason for what is wrong on sending. */
    void reportPropagationError(String error) {
        if (propagationError == null) {
            propagationError = error;
        }
    }

    @Nullable
    String origin() {
        return origin;
    }

    /** Null or empty removes it. */
    void setOrigin(@Nullable String newOrigin) {
        origin = newOrigin == null || newOrigin.isEmpty() ? null : newOrigin;
    }

    Baggage baggage() {
        return Objects.requireNonNull(baggage.get());
    }

    void setBaggageItem(String name, @Nullable String value) {
        baggage.updateAndGet(present -> value == null ? present.without(name) : present.with(name, value));
    }

    void removeAllBaggage() {
        baggage.set(Baggage.EMPTY);
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

    /** The first call names the local root; no other thread knows the segment then. */
    void spanStarted(CoreSpan span) {
        tracer.health().spansStarted.increment();
        openSpans.incrementAndGet();
        if (localRoot == null) {
            localRoot = span;
        } else if (rootEnded) {
            lastActivityTicks = tracer.clock().ticks();
        }
    }

    void spanFinished(CoreSpan span) {
        tracer.health().spansFinished.increment();
        CoreSpan before;
        do {
            before = lastFinished.get();
            span.finishedAfter(before);
        } while (!lastFinished.compareAndSet(before, span));
        spanEnded(span, span.finishedCount());
    }

    void spanAbandoned(CoreSpan span) {
        spanEnded(span, 0);
    }

    private void spanEnded(CoreSpan span, int waiting) {
        if (span == localRoot) {
            rootEndedTicks = tracer.clock().ticks();
            rootEnded = true;
        }
        int partialFlushMinSpans = tracer.settings().partialFlushMinSpans();
        if (openSpans.decrementAndGet() == 0 || (partialFlushMinSpans > 0 && waiting >= partialFlushMinSpans)) {
            completeFinished();
        } else if (rootEnded && lastFinished.get() != null) {
            lastActivityTicks = tracer.clock().ticks();
            if (pending.compareAndSet(false, true) && !tracer.pendingSegments().add(this)) {
                completePending();
            }
        }
    }

    /**
     * Hands over what waits for children that outlive the root, if it has waited long enough.
     *
     * @return whether the segment need not be looked at again
     */
    boolean completeIfDue(long ticks, long quietNanos, long patienceNanos) {
        boolean due = ticks - lastActivityTicks >= quietNanos || ticks - rootEndedTicks >= patienceNanos;
        if (!due && lastFinished.get() != null) {
            return false;
        }
        completePending();
        return true;
    }

    /** Hands over at once what waits for children that outlive the root. */
    void completePending() {
        // In this order: a span that finishes in between either is taken here or makes the segment pending again.
        pending.set(false);
        completeFinished();
    }

    private void completeFinished() {
        CoreSpan last = lastFinished.getAndSet(null);
        if (last == null) {
            return;
        }
        CoreSpan[] lastFirst = new CoreSpan[last.finishedCount()];
        CoreSpan next = last;
        for (int i = 0; next != null; i++) {
            lastFirst[i] = next;
            next = next.takeFinishedBefore();
        }
        tracer.complete(this, lastFirst);
    }
}
