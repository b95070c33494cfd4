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

/** A recording span; it is its own context. What it records is kept in its {@link SpanRecord}. */
final class CoreSpan implements Span, SpanContext {
    private static final int OPEN = 0;
    private static final int FINISHED = 1;
    private static final int ABANDONED = 2;
    private static final AtomicIntegerFieldUpdater<CoreSpan> STATE =
            AtomicIntegerFieldUpdater.newUpdater(CoreSpan.class, "state");

    private final TraceSegment segment;
    private final SpanRecord record;
    private final @Nullable CoreSpan parent;
    private volatile int state = OPEN;

    // Written by the thread that finishes the span before it is among the finished ones, then by the one that takes it.
    private @Nullable CoreSpan finishedBefore;
    private int finishedCount;

    CoreSpan(TraceSegment segment, SpanRecord record, @Nullable CoreSpan parent) {
        this.segment = segment;
        this.record = record;
        this.parent = parent;
    }

    /**
     * A copy as it is to be sent while the span goes on. It changes nothing when it is finished.
     *
     * @param version how often the span was sent, this time included
     */
    CoreSpan unfinished(long nowNanos, int version) {
        CoreSpan copy = new CoreSpan(segment, record.unfinished(nowNanos, version), parent);
        copy.state = FINISHED;
        return copy;
    }

    TraceSegment segment() {
        return segment;
    }

    SpanRecord record() {
        return record;
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
        return segment.localRoot();
    }

    @Override
    public SpanData data() {
        return record;
    }

    @Override
    public boolean isRecording() {
        return state == OPEN;
    }

    @Override
    public Span setOperationName(String operationName) {
        record.setOperationName(Objects.requireNonNull(operationName, "operationName"));
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
            record.setService(new ServiceName(segment.settings().mapped(serviceName), source));
        }
        return this;
    }

    @Override
    public Span setResourceName(String resourceName, int priority) {
        record.setResourceName(Objects.requireNonNull(resourceName, "resourceName"), priority);
        return this;
    }

    @Override
    public Span setSpanType(@Nullable String spanType) {
        record.setSpanType(spanType);
        return this;
    }

    @Override
    public Span setTag(String name, @Nullable String value) {
        SpecialTags.Action action = SpecialTags.actionOf(Objects.requireNonNull(name, "name"));
        if (action == null) {
            record.setTag(name, value);
        } else {
            action.apply(this, value);
        }
        return this;
    }

    @Override
    public Span setTag(String name, long value) {
        SpecialTags.Action action = SpecialTags.actionOf(Objects.requireNonNull(name, "name"));
        if (action == null) {
            record.setTag(name, value);
        } else {
            action.apply(this, Long.toString(value));
        }
        return this;
    }

    @Override
    public Span setTag(String name, double value) {
        SpecialTags.Action action = SpecialTags.actionOf(Objects.requireNonNull(name, "name"));
        if (action == null) {
            record.setMetric(name, value);
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
        record.setText(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
        return this;
    }

    @Override
    public Span setMetric(String name, double value) {
        record.setMetric(Objects.requireNonNull(name, "name"), value);
        return this;
    }

    @Override
    public Span setMeasured(boolean measured) {
        if (measured) {
            record.setMetric(Tags.MEASURED, 1);
        } else {
            record.removeMetric(Tags.MEASURED);
        }
        return this;
    }

    @Override
    public Span setError(boolean error, int priority) {
        record.setError(error, priority);
        return this;
    }

    @Override
    public Span recordError(Throwable failure) {
        Objects.requireNonNull(failure, "failure");
        record.setTag(Tags.ERROR_TYPE, failure.getClass().getName());
        record.setTag(Tags.ERROR_MESSAGE, ErrorText.messageOf(failure));
        if (!ErrorText.isBrokenPipe(failure)) {
            record.setError(true, ErrorPriority.DEFAULT);
            record.setTag(
                    Tags.ERROR_STACK,
                    ErrorText.stackOf(failure, segment.settings().stackTraceLimit()));
        }
        return this;
    }

    @Override
    public Span recordException(Throwable failure, Map<String, Object> attributes) {
        Objects.requireNonNull(failure, "failure");
        ExceptionEvent event =
                ExceptionEvent.of(failure, attributes, segment.settings().stackTraceLimit());
        event.showAsError(record);
        return addEvent(SpanEvent.EXCEPTION, event.attributes());
    }

    @Override
    public Span addEvent(String name, Map<String, Object> attributes) {
        return addEvent(name, attributes, segment.nowNanos());
    }

    @Override
    public Span addEvent(String name, Map<String, Object> attributes, long timeUnixNanos) {
        record.addEvent(new SpanEvent(Objects.requireNonNull(name, "name"), timeUnixNanos, attributes));
        return this;
    }

    @Override
    public Span addLink(SpanLink link) {
        record.addLink(Objects.requireNonNull(link, "link"));
        return this;
    }

    @Override
    public Span setBaggageItem(String name, @Nullable String value) {
        segment.setBaggageItem(Objects.requireNonNull(name, "name"), value);
        return this;
    }

    @Override
    public Span removeAllBaggage() {
        segment.removeAllBaggage();
        return this;
    }

    @Override
    public Span setMetaStruct(String name, byte[] msgpack) {
        record.setMetaStruct(Objects.requireNonNull(name, "name"), msgpack);
        return this;
    }

    @Override
    public void finish() {
        finish(segment.nowNanos());
    }

    @Override
    public void finish(long endUnixNanos) {
        if (STATE.compareAndSet(this, OPEN, FINISHED)) {
            record.setDurationNanos(endUnixNanos - record.startNanos());
            segment.spanFinished(this);
        }
    }

    @Override
    public void abandon() {
        if (STATE.compareAndSet(this, OPEN, ABANDONED)) {
            segment.spanAbandoned(this);
        }
    }

    @Override
    public long traceIdHigh() {
        return segment.traceIdHigh();
    }

    @Override
    public long traceIdLow() {
        return segment.traceIdLow();
    }

    @Override
    public long spanId() {
        return record.spanId();
    }

    @Override
    public int samplingPriority() {
        return segment.sampling().priority();
    }

    @Override
    public int decideSamplingPriority() {
        return segment.decideSamplingPriority();
    }

    @Override
    public @Nullable String origin() {
        return segment.origin();
    }

    @Override
    public PropagationTags propagationTags() {
        return segment.propagationTags();
    }

    @Override
    public @Nullable String foreignTracestate() {
        return segment.foreignTracestate();
    }

    @Override
    public Map<String, String> baggage() {
        return segment.baggage();
    }

    @Override
    public @Nullable String propagationError() {
        return segment.propagationError();
    }

    @Override
    public void reportPropagationError(String error) {
        segment.reportPropagationError(error);
    }

    @Override
    public String traceIdHex() {
        return segment.traceIdHex();
    }

    @Override
    public boolean isRemote() {
        return false;
    }

    @Override
    public String toString() {
        return record.operationName() + " " + traceIdHex() + "-" + spanIdHex();
    }
}
