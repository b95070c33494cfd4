/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanEvent;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tags;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import org.jspecify.annotations.Nullable;

/** A recording span; it is its own context. */
final class CoreSpan extends SpanRecord implements Span, SpanContext {
    /** What a field is at first: to say so would be a volatile write. */
    private static final int OPEN = 0;

    private static final int FINISHED = 1;
    private static final int ABANDONED = 2;
    private static final AtomicIntegerFieldUpdater<CoreSpan> STATE =
            AtomicIntegerFieldUpdater.newUpdater(CoreSpan.class, "state");

    private final @Nullable CoreSpan parent;
    private volatile int state;

    // Written by the thread that finishes the span before it is among the finished ones, then by the one that takes it.
    private @Nullable CoreSpan finishedBefore;
    private int finishedCount;

    CoreSpan(
            TraceSegment segment,
            long spanId,
            long parentId,
            long startNanos,
            String operationName,
            ServiceName service,
            @Nullable CoreSpan parent) {
        super(segment, spanId, parentId, startNanos, operationName, service);
        this.parent = parent;
    }

    private CoreSpan(CoreSpan other) {
        super(other);
        parent = other.parent;
        state = FINISHED;
    }

    /**
     * A copy as it is to be sent while the span goes on. It changes nothing when it is finished.
     *
     * @param version how often the span was sent, this time included
     */
    CoreSpan unfinished(long nowNanos, int version) {
        CoreSpan copy = new CoreSpan(this);
        put(Tags.WAS_LONG_RUNNING, 1);
        copy.remove(Tags.WAS_LONG_RUNNING);
        copy.put(Tags.PARTIAL_VERSION, version);
        copy.endAfter(nowNanos - startNanos());
        return copy;
    }

    /** The parent when it is a span of this process. */
    @Nullable
    CoreSpan parent() {
        return parent;
    }

    /** Puts this span behind {@code before}, the last one of those that wait to be sent. */
    void finishedAfter(@Nullable CoreSpan before) {
        finishedBefore = before;
        finishedCount = before == null ? 1 : before.finishedCount + 1;
    }

    /** Number of spans that wait to be sent, from this one on to the one that finished first. */
    int finishedCount() {
        return finishedCount;
    }

    /** The span that finished before this one; forgotten then, as a span that is kept must not keep others. */
    @Nullable
    CoreSpan takeFinishedBefore() {
        CoreSpan before = finishedBefore;
        finishedBefore = null;
        return before;
    }

    @Override
    public SpanContext context() {
        return this;
    }

    @Override
    public Span localRoot() {
        return segment().localRoot();
    }

    @Override
    public SpanData data() {
        return this;
    }

    @Override
    public boolean isRecording() {
        return state == OPEN;
    }

    @Override
    public Span setOperationName(String operationName) {
        rename(Objects.requireNonNull(operationName, "operationName"));
        return this;
    }

    @Override
    public Span setServiceName(String serviceName) {
        return setServiceName(serviceName, ServiceName.MANUAL);
    }

    @Override
    public Span setServiceName(String serviceName, String source) {
        Objects.requireNonNull(serviceName, "serviceName");
        if (!serviceName.isEmpty()) {
            assignTo(new ServiceName(segment().settings().mapped(serviceName), source));
        }
        return this;
    }

    @Override
    public Span setResourceName(String resourceName, int priority) {
        describe(Objects.requireNonNull(resourceName, "resourceName"), priority);
        return this;
    }

    @Override
    public Span setSpanType(@Nullable String spanType) {
        classify(spanType);
        return this;
    }

    @Override
    public Span setTag(String name, @Nullable String value) {
        SpecialTags.Action action = SpecialTags.actionOf(Objects.requireNonNull(name, "name"));
        if (action == null) {
            putOrRemove(name, value);
        } else {
            action.apply(this, value);
        }
        return this;
    }

    @Override
    public Span setTag(String name, long value) {
        SpecialTags.Action action = SpecialTags.actionOf(Objects.requireNonNull(name, "name"));
        if (action == null) {
            put(name, value);
        } else {
            action.apply(this, Long.toString(value));
        }
        return this;
    }

    @Override
    public Span setTag(String name, double value) {
        SpecialTags.Action action = SpecialTags.actionOf(Objects.requireNonNull(name, "name"));
        if (action == null) {
            put(name, value);
        } else {
            action.apply(this, value == (long) value ? Long.toString((long) value) : Double.toString(value));
        }
        return this;
    }

    @Override
    public Span setTag(String name, boolean value) {
        return setTag(name, value ? "true" : "false");
    }

    @Override
    public Span setText(String name, String value) {
        put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    @Override
    public Span setMetric(String name, double value) {
        put(Objects.requireNonNull(name, "name"), value);
        return this;
    }

    @Override
    public Span setMeasured(boolean measured) {
        if (measured) {
            put(Tags.MEASURED, 1);
        } else {
            remove(Tags.MEASURED);
        }
        return this;
    }

    @Override
    public Span setError(boolean error, int priority) {
        fail(error, priority);
        return this;
    }

    @Override
    public Span recordError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        put(Tags.ERROR_TYPE, failure.getClass().getName());
        putOrRemove(Tags.ERROR_MESSAGE, ErrorText.messageOf(failure));
        if (!ErrorText.isBrokenPipe(failure)) {
            fail(true, ErrorPriority.DEFAULT);
            put(
                    Tags.ERROR_STACK,
                    ErrorText.stackOf(failure, segment().settings().stackTraceLimit()));
        }
        return this;
    }

    @Override
    public Span recordException(Throwable failure, Map<String, Object> attributes) {
        Objects.requireNonNull(failure, "failure");
        ExceptionEvent event =
                ExceptionEvent.of(failure, attributes, segment().settings().stackTraceLimit());
        event.showAsError(this);
        return addEvent(SpanEvent.EXCEPTION, event.attributes());
    }

    @Override
    public Span addEvent(String name, Map<String, Object> attributes) {
        return addEvent(name, attributes, segment().nowNanos());
    }

    @Override
    public Span addEvent(String name, Map<String, Object> attributes, long timeUnixNanos) {
        SpanEvent event = new SpanEvent(Objects.requireNonNull(name, "name"), timeUnixNanos, attributes);
        attach(attachments -> attachments.addEvent(event));
        return this;
    }

    @Override
    public Span addLink(SpanLink link) {
        Objects.requireNonNull(link, "link");
        attach(attachments -> attachments.addLink(link));
        return this;
    }

    @Override
    public Span setBaggageItem(String name, @Nullable String value) {
        segment().setBaggageItem(Objects.requireNonNull(name, "name"), value);
        return this;
    }

    @Override
    public Span removeAllBaggage() {
        segment().removeAllBaggage();
        return this;
    }

    @Override
    public Span setMetaStruct(String name, byte[] msgpack) {
        Objects.requireNonNull(name, "name");
        attach(attachments -> attachments.setMetaStruct(name, msgpack));
        return this;
    }

    @Override
    public void finish() {
        long now = segment().nowNanos();
        finish(now, now - segment().clockOffset());
    }

    @Override
    public void finish(long endUnixNanos) {
        finish(endUnixNanos, segment().nowNanos() - segment().clockOffset());
    }

    private void finish(long endUnixNanos, long ticks) {
        if (STATE.compareAndSet(this, OPEN, FINISHED)) {
            endAfter(endUnixNanos - startNanos());
            segment().spanFinished(this, ticks);
        }
    }

    @Override
    public void abandon() {
        if (STATE.compareAndSet(this, OPEN, ABANDONED)) {
            segment().spanAbandoned(this);
        }
    }

    @Override
    public int samplingPriority() {
        return segment().sampling().priority();
    }

    @Override
    public int decideSamplingPriority() {
        return segment().decideSamplingPriority();
    }

    @Override
    public @Nullable String origin() {
        return segment().origin();
    }

    @Override
    public PropagationTags propagationTags() {
        return segment().propagationTags();
    }

    @Override
    public @Nullable String foreignTracestate() {
        return segment().foreignTracestate();
    }

    @Override
    public Map<String, String> baggage() {
        return segment().baggage();
    }

    @Override
    public @Nullable String propagationError() {
        return segment().propagationError();
    }

    @Override
    public void reportPropagationError(String error) {
        segment().reportPropagationError(error);
    }

    @Override
    public String traceIdHex() {
        return segment().traceIdHex();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public String toString() {
        return operationName() + " " + traceIdHex() + "-" + spanIdHex();
    }
}
