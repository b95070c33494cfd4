/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.LoggedDecision;
import io.ddspring.trace.Baggage;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.TraceIds;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The spans of one trace in this process, from the local root on. Collects what is finished and hands it over as a chunk
 * when no span is open any more, when enough spans wait (partial flush), or when the {@link PendingSegments} lose
 * patience with children that outlive the root. Thread-safe without locks, as all threads that work for one request end
 * their spans here.
 */
final class TraceSegment {
    private static final AtomicReferenceFieldUpdater<TraceSegment, LoggedDecision> LOGGED =
            AtomicReferenceFieldUpdater.newUpdater(TraceSegment.class, LoggedDecision.class, "loggedDecision");
    private static final AtomicReferenceFieldUpdater<TraceSegment, Baggage> BAGGAGE =
            AtomicReferenceFieldUpdater.newUpdater(TraceSegment.class, Baggage.class, "baggage");
    private static final AtomicReferenceFieldUpdater<TraceSegment, CoreSpan> LAST_FINISHED =
            AtomicReferenceFieldUpdater.newUpdater(TraceSegment.class, CoreSpan.class, "lastFinished");
    private static final AtomicReferenceFieldUpdater<TraceSegment, LateChildren> LATE_CHILDREN =
            AtomicReferenceFieldUpdater.newUpdater(TraceSegment.class, LateChildren.class, "lateChildren");
    private static final AtomicIntegerFieldUpdater<TraceSegment> OPEN_SPANS =
            AtomicIntegerFieldUpdater.newUpdater(TraceSegment.class, "openSpans");
    private static final AtomicIntegerFieldUpdater<TraceSegment> PENDING =
            AtomicIntegerFieldUpdater.newUpdater(TraceSegment.class, "pending");

    private final TraceConfig config;
    private final long traceIdHigh;
    private final long traceIdLow;
    private final long clockOffset;
    private final @Nullable RemoteSpanContext remoteParent;
    private final SegmentSampling sampling;

    @SuppressWarnings("NullAway.Init") // by its updater
    private volatile Baggage baggage;

    private volatile @Nullable String origin;
    private volatile @Nullable String propagationError;
    // Set before the segment is known to any other thread.
    private @Nullable CoreSpan localRoot;
    private volatile @Nullable LoggedDecision loggedDecision;
    private @Nullable String traceIdHex;

    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int openSpans;
    /** The span that finished last; each leads to the one that finished before it. */
    private volatile @Nullable CoreSpan lastFinished;
    /** 1 when this segment is, or is about to be, among the pending ones; else 0. */
    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int pending;

    /** Only while spans are sent that have not ended; null otherwise. */
    private final @Nullable OpenSpans openSpansSeen;

    // Written before the number of open spans changes and read after it has.
    private boolean rootEnded;

    /** Null while no child has outlived the root. */
    private volatile @Nullable LateChildren lateChildren;

    /** Since when children outlive the root, and when one of them has begun or ended last; monotonic nanoseconds. */
    private static final class LateChildren {
        private final long sinceTicks;
        private volatile long latestTicks;

        LateChildren(long ticks) {
            sinceTicks = ticks;
            latestTicks = ticks;
        }
    }

    TraceSegment(
            TraceConfig config,
            long traceIdHigh,
            long traceIdLow,
            long clockOffset,
            @Nullable RemoteSpanContext remoteParent,
            SegmentSampling sampling) {
        this.config = config;
        this.traceIdHigh = traceIdHigh;
        this.traceIdLow = traceIdLow;
        this.clockOffset = clockOffset;
        this.remoteParent = remoteParent;
        this.sampling = sampling;
        this.openSpansSeen = config.tracer().watch(this);
        // A plain volatile write would wait for other processors, of which none knows the segment yet.
        BAGGAGE.lazySet(this, remoteParent == null ? Baggage.EMPTY : Baggage.copyOf(remoteParent.baggage()));
        if (remoteParent != null) {
            this.origin = remoteParent.origin();
            this.propagationError = remoteParent.propagationError();
        }
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
        return config.tracer().clock().ticks() + clockOffset;
    }

    /** What distinguishes {@link #nowNanos()} from the ticks of the monotonic clock. */
    long clockOffset() {
        return clockOffset;
    }

    /** The tags with which a span begins. */
    SharedTags commonTags() {
        return config.commonTags();
    }

    /** All tags that any span shares with others, now or when it is finished. */
    SharedTags everSharedTags() {
        return config.chunkTags().everShared();
    }

    /** The service of spans that set none. */
    ServiceName ownService() {
        return config.ownService();
    }

    EngineSettings settings() {
        return config.settings();
    }

    /** The tags that its spans get when they are finished. */
    ChunkTags chunkTags() {
        return config.chunkTags();
    }

    SegmentSampling sampling() {
        return sampling;
    }

    /** Keeps the trace, unless the application drops it, when its local root took longer than {@code limitNanos}. */
    void keepIfSlower(long limitNanos) {
        CoreSpan root = localRoot;
        if (root != null && root.durationNanos() > limitNanos && sampling.priority() != SamplingPriority.USER_DROP) {
            sampling.keep(SamplingMechanism.MANUAL);
        }
    }

    int decideSamplingPriority() {
        CoreSpan root = localRoot;
        return root == null ? sampling.priority() : sampling.decide(root);
    }

    /** What {@code log} remembers of this trace, brought up to date. */
    LoggedDecision loggedIn(DecisionLog log) {
        LoggedDecision logged = loggedDecision;
        if (logged == null) {
            LoggedDecision created = new LoggedDecision(traceIdHigh, traceIdLow, remoteParent);
            if (LOGGED.compareAndSet(this, null, created)) {
                log.add(created);
            }
            logged = Objects.requireNonNull(loggedDecision);
        }
        logged.update(Objects.requireNonNull(localRoot), sampling.decision(), sampling.judgedResource());
        return logged;
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
        return baggage;
    }

    void setBaggageItem(String name, @Nullable String value) {
        BAGGAGE.updateAndGet(this, present -> value == null ? present.without(name) : present.with(name, value));
    }

    void removeAllBaggage() {
        baggage = Baggage.EMPTY;
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
        // Not by identity: what is sent of a span that goes on is a copy.
        return root != null && root.spanId() == record.spanId();
    }

    /** To be called once, before any other thread knows the segment. */
    void rootStarted(CoreSpan root) {
        localRoot = root;
        spanStarted(root);
    }

    void spanStarted(CoreSpan span) {
        config.tracer().health().spansStarted.increment();
        OPEN_SPANS.incrementAndGet(this);
        if (openSpansSeen != null) {
            openSpansSeen.add(span);
        }
        LateChildren late = lateChildren;
        if (late != null) {
            late.latestTicks = config.tracer().clock().ticks();
        }
    }

    /** @param ticks monotonic nanoseconds when it was told to finish */
    void spanFinished(CoreSpan span, long ticks) {
        config.tracer().health().spansFinished.increment();
        CoreSpan before;
        do {
            before = lastFinished;
            span.finishedAfter(before);
        } while (!LAST_FINISHED.compareAndSet(this, before, span));
        spanEnded(span, ticks, span.finishedCount());
    }

    void spanAbandoned(CoreSpan span) {
        spanEnded(span, config.tracer().clock().ticks(), 0);
    }

    private void spanEnded(CoreSpan span, long ticks, int waiting) {
        if (span == localRoot) {
            rootEnded = true;
        }
        int partialFlushMinSpans = config.settings().partialFlushMinSpans();
        int open = OPEN_SPANS.decrementAndGet(this);
        if (openSpansSeen != null) {
            openSpansSeen.remove(span);
            if (open == 0) {
                config.tracer().unwatch(openSpansSeen);
            }
        }
        if (open == 0 || (partialFlushMinSpans > 0 && waiting >= partialFlushMinSpans)) {
            completeFinished();
        } else if (rootEnded && lastFinished != null) {
            childIsLate(ticks);
            if (PENDING.compareAndSet(this, 0, 1)
                    && !config.tracer().pendingSegments().add(this)) {
                completePending();
            }
        }
    }

    private void childIsLate(long ticks) {
        LateChildren late = lateChildren;
        if (late == null && LATE_CHILDREN.compareAndSet(this, null, new LateChildren(ticks))) {
            return;
        }
        Objects.requireNonNull(lateChildren).latestTicks = ticks;
    }

    /**
     * Hands over what waits for children that outlive the root, if it has waited long enough.
     *
     * @return whether the segment need not be looked at again
     */
    boolean completeIfDue(long ticks, long quietNanos, long patienceNanos) {
        LateChildren late = lateChildren;
        boolean due =
                late == null || ticks - late.latestTicks >= quietNanos || ticks - late.sinceTicks >= patienceNanos;
        if (!due && lastFinished != null) {
            return false;
        }
        completePending();
        return true;
    }

    /** What waits here and for how many spans, for people. */
    String describe() {
        CoreSpan root = localRoot;
        CoreSpan last = lastFinished;
        return traceIdHex() + " open=" + openSpans + " finished=" + (last == null ? 0 : last.finishedCount())
                + (root == null ? "" : " root=" + root.operationName() + " resource=" + root.resourceName());
    }

    /** Hands over at once what waits for children that outlive the root. */
    void completePending() {
        // In this order: a span that finishes in between either is taken here or makes the segment pending again.
        pending = 0;
        completeFinished();
    }

    private void completeFinished() {
        CoreSpan last = LAST_FINISHED.getAndSet(this, null);
        if (last == null) {
            return;
        }
        config.tracer().pipeline().complete(this, lastFirst(last));
    }

    private static List<CoreSpan> lastFirst(CoreSpan last) {
        if (last.finishedCount() == 1) {
            return List.of(last);
        }
        CoreSpan[] lastFirst = new CoreSpan[last.finishedCount()];
        CoreSpan next = last;
        for (int i = 0; next != null; i++) {
            lastFirst[i] = next;
            next = next.takeFinishedBefore();
        }
        return Arrays.asList(lastFirst);
    }
}
