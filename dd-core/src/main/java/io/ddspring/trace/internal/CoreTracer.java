/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.Sampler;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanBuilder;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.TraceWriter;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tracer: starts spans, whose {@link TraceSegment}s hand what they complete to the {@link ChunkPipeline}. It does no
 * I/O and owns no thread; whoever has a timer calls {@link #completeDueSegments()}
 * about twice a second. Thread-safe.
 */
public final class CoreTracer implements Tracer {
    /** No time that a span can have. */
    static final long NOW = Long.MIN_VALUE;

    private final TraceClock clock;
    private final IdGenerator ids;
    private final Sampler sampler;
    private final TraceWriter writer;
    private final TracerHealth health;
    private final BaggageTags baggageTags;
    private final ProcessIdentity process;
    private final ExtraServices extraServices;
    private final ChunkPipeline pipeline;
    private final @Nullable LongRunningTraces longRunning;
    private final PendingSegments pendingSegments = new PendingSegments();
    private volatile boolean recording = true;
    private volatile boolean closed;
    private volatile TraceConfig config;

    CoreTracer(CoreTracerBuilder builder, EngineSettings settings) {
        this.clock = builder.clock();
        this.ids = builder.ids();
        this.sampler = builder.sampler();
        this.writer = builder.writer();
        this.health = builder.health();
        this.baggageTags = builder.baggageTags();
        this.process = builder.processIdentity();
        this.extraServices = new ExtraServices(builder.extraServicesLimit());
        this.pipeline = new ChunkPipeline(builder);
        this.config = new TraceConfig(this, settings, process, extraServices);
        LongRunningSettings whenLong = builder.longRunning();
        this.longRunning = whenLong == null ? null : new LongRunningTraces(this, whenLong);
    }

    /** Begins the description of a tracer; {@link CoreTracerBuilder#writer} is required. */
    public static CoreTracerBuilder builder() {
        return new CoreTracerBuilder();
    }

    @Override
    public SpanBuilder buildSpan(String operationName) {
        return recording
                ? new CoreSpanBuilder(this, operationName)
                : Tracer.noop().buildSpan(operationName);
    }

    /**
     * Takes over what can change while the application runs: the tags of all spans and the names of services. Traces that
     * have begun keep what they began with.
     */
    public void use(TracerSettings changed) {
        config = new TraceConfig(
                this, config.settings().with(changed.globalTags(), changed.serviceMapping()), process, extraServices);
    }

    /** Other names under which spans were sent, sorted, without those that differ in case only. */
    public List<String> extraServices() {
        return extraServices.names();
    }

    /** Begins or ceases to record spans that start from now on; one that is closed stays as it is. */
    public void setRecording(boolean wanted) {
        recording = wanted && !closed;
    }

    /** Hands over the segments that have waited long enough for late children, and spans that go on for long. */
    public void completeDueSegments() {
        pendingSegments.completeDue(clock.ticks());
        if (longRunning != null) {
            longRunning.sendDue(clock.ticks());
        }
    }

    /** A line about each trace whose first span has ended while others go on, for people; of many, about the first. */
    public List<String> describePendingTraces(int limit) {
        return pendingSegments.describe(limit);
    }

    @Override
    public void flush(Duration budget) {
        pendingSegments.completeAll();
        writer.flush(budget);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            recording = false;
            pendingSegments.close();
            writer.close();
        }
    }

    TraceClock clock() {
        return clock;
    }

    TracerHealth health() {
        return health;
    }

    /** Begins to watch whether the spans of a new segment go on for long; null when nobody wants to know. */
    @Nullable
    OpenSpans watch(TraceSegment segment) {
        if (longRunning == null) {
            return null;
        }
        OpenSpans trace = new OpenSpans(segment, clock.ticks());
        longRunning.add(trace);
        return trace;
    }

    void unwatch(OpenSpans trace) {
        if (longRunning != null) {
            longRunning.remove(trace);
        }
    }

    ChunkPipeline pipeline() {
        return pipeline;
    }

    PendingSegments pendingSegments() {
        return pendingSegments;
    }

    /** @param startUnixNanos nanoseconds since the epoch, or {@link #NOW} */
    Span start(String operationName, @Nullable SpanContext parent, long startUnixNanos) {
        if (parent instanceof CoreSpan local) {
            return startChild(operationName, local, startUnixNanos);
        }
        return startLocalRoot(operationName, parent == null ? null : asRemote(parent), startUnixNanos);
    }

    private Span startChild(String operationName, CoreSpan parent, long startUnixNanos) {
        TraceSegment segment = parent.segment();
        long start = startUnixNanos == NOW ? segment.nowNanos() : startUnixNanos;
        CoreSpan span =
                new CoreSpan(segment, ids.next(), parent.spanId(), start, operationName, parent.service(), parent);
        segment.spanStarted(span);
        return span;
    }

    private Span startLocalRoot(String operationName, @Nullable RemoteSpanContext remote, long startUnixNanos) {
        long ticks = clock.ticks();
        long offset = clock.offsetAt(ticks);
        long start = startUnixNanos == NOW ? ticks + offset : startUnixNanos;
        RemoteSpanContext continued = remote != null && remote.hasTrace() ? remote : null;
        TraceConfig present = config;
        TraceSegment segment = new TraceSegment(
                present,
                continued == null ? newTraceIdHigh(present, start) : continued.traceIdHigh(),
                continued == null ? ids.next() : continued.traceIdLow(),
                offset,
                remote,
                continued == null || continued.samplingPriority() == SamplingPriority.UNSET
                        ? SegmentSampling.undecided(sampler.current())
                        : SegmentSampling.inherited(continued.samplingPriority()));
        long parentId = continued == null ? 0 : continued.spanId();
        CoreSpan root = new CoreSpan(segment, ids.next(), parentId, start, operationName, present.ownService(), null);
        if (remote != null) {
            for (SpanLink link : remote.links()) {
                root.addLink(link);
            }
            baggageTags.addTo(root, remote.baggage());
        }
        segment.rootStarted(root);
        return root;
    }

    private static long newTraceIdHigh(TraceConfig config, long startUnixNanos) {
        return config.settings().generate128BitIds() ? IdGenerator.highBits(startUnixNanos) : 0;
    }

    private static RemoteSpanContext asRemote(SpanContext context) {
        if (context instanceof RemoteSpanContext remote) {
            return remote;
        }
        return RemoteSpanContext.builder(context.traceIdHigh(), context.traceIdLow(), context.spanId())
                .samplingPriority(context.samplingPriority())
                .origin(context.origin())
                .propagationTags(context.propagationTags())
                .foreignTracestate(context.foreignTracestate())
                .baggage(context.baggage())
                .build();
    }
}
