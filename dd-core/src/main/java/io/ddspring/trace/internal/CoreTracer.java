/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.Sampler;
import io.ddspring.stats.ChunkPolicy;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanBuilder;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.TraceWriter;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tracer: starts spans, and runs the chunks that their {@link TraceSegment}s complete through processors, sampling
 * and tags to the writer. It does no I/O and owns no thread; whoever has a timer calls {@link #completeDueSegments()}
 * about twice a second. Thread-safe.
 */
public final class CoreTracer implements Tracer {
    /** Why a trace was lost that could not be handed to the writer. */
    private static final String FAILED = "tracer.failed";

    private final EngineSettings settings;
    private final TraceClock clock;
    private final IdGenerator ids;
    private final Sampler sampler;
    private final TraceWriter writer;
    private final List<SpanProcessor> processors;
    private final Supplier<ChunkPolicy> chunkPolicy;
    private final TracerHealth health;
    private final ChunkTags chunkTags;
    private final ServiceName service;
    private final PendingSegments pendingSegments = new PendingSegments();
    private volatile boolean closed;

    CoreTracer(CoreTracerBuilder builder, EngineSettings settings) {
        this.settings = settings;
        this.clock = builder.clock();
        this.ids = builder.ids();
        this.sampler = builder.sampler();
        this.writer = builder.writer();
        this.processors = builder.processors();
        this.chunkPolicy = builder.chunkPolicy();
        this.health = builder.health();
        this.chunkTags = new ChunkTags(settings, builder.processIdentity());
        this.service = new ServiceName(settings.mapped(settings.service()), null);
    }

    /** Begins the description of a tracer; {@link CoreTracerBuilder#writer} is required. */
    public static CoreTracerBuilder builder() {
        return new CoreTracerBuilder();
    }

    @Override
    public SpanBuilder buildSpan(String operationName) {
        return closed ? Tracer.noop().buildSpan(operationName) : new CoreSpanBuilder(this, operationName);
    }

    /** Hands over the segments that have waited long enough for late children. */
    public void completeDueSegments() {
        pendingSegments.completeDue(clock.ticks());
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
            pendingSegments.close();
            writer.close();
        }
    }

    TraceClock clock() {
        return clock;
    }

    EngineSettings settings() {
        return settings;
    }

    TracerHealth health() {
        return health;
    }

    PendingSegments pendingSegments() {
        return pendingSegments;
    }

    Span start(String operationName, @Nullable SpanContext parent, @Nullable Long startUnixNanos) {
        if (parent instanceof CoreSpan local) {
            return startChild(operationName, local, startUnixNanos);
        }
        return startLocalRoot(operationName, parent == null ? null : asRemote(parent), startUnixNanos);
    }

    private Span startChild(String operationName, CoreSpan parent, @Nullable Long startUnixNanos) {
        TraceSegment segment = parent.segment();
        SpanRecord record = new SpanRecord(
                segment,
                ids.next(),
                parent.spanId(),
                startUnixNanos == null ? segment.nowNanos() : startUnixNanos,
                operationName,
                parent.record().service());
        return started(segment, record, parent);
    }

    private Span startLocalRoot(
            String operationName, @Nullable RemoteSpanContext remote, @Nullable Long startUnixNanos) {
        long offset = clock.currentOffset();
        long start = startUnixNanos == null ? clock.ticks() + offset : startUnixNanos;
        RemoteSpanContext continued = remote != null && remote.hasTrace() ? remote : null;
        TraceSegment segment = new TraceSegment(
                this,
                continued == null ? newTraceIdHigh(start) : continued.traceIdHigh(),
                continued == null ? ids.next() : continued.traceIdLow(),
                offset,
                remote,
                continued == null || continued.samplingPriority() == SamplingPriority.UNSET
                        ? SegmentSampling.undecided(sampler)
                        : SegmentSampling.inherited(continued.samplingPriority()));
        long parentId = continued == null ? 0 : continued.spanId();
        SpanRecord record = new SpanRecord(segment, ids.next(), parentId, start, operationName, service);
        if (remote != null) {
            for (SpanLink link : remote.links()) {
                record.addLink(link);
            }
        }
        return started(segment, record, null);
    }

    private long newTraceIdHigh(long startUnixNanos) {
        return settings.generate128BitIds() ? IdGenerator.highBits(startUnixNanos) : 0;
    }

    private static Span started(TraceSegment segment, SpanRecord record, @Nullable CoreSpan parent) {
        Thread thread = Thread.currentThread();
        record.setTag(Tags.THREAD_ID, thread.getId());
        record.setTag(Tags.THREAD_NAME, thread.getName());
        CoreSpan span = new CoreSpan(segment, record, parent);
        segment.spanStarted(span);
        return span;
    }

    /**
     * Processes the finished spans of a segment and hands them to the writer, in the order of the chunk: the span that
     * finished last, normally the local root, comes first. Never throws, as it runs within the application's calls.
     */
    void complete(TraceSegment segment, CoreSpan[] lastFirst) {
        try {
            process(lastFirst);
            chunkTags.addTo(segment, lastFirst);
            deliver(segment, recordsOf(lastFirst));
        } catch (Throwable failure) {
            health.dropped(FAILED, 1, lastFirst.length);
            Faults.shared().record("trace.complete", failure);
        }
    }

    /** Has the chunk counted, and sends what of it is to be sent. */
    private void deliver(TraceSegment segment, List<SpanRecord> chunk) {
        ChunkPolicy policy = chunkPolicy.get();
        SpanData root = segment.localRoot().data();
        if (root != null && policy.rejects(root)) {
            return;
        }
        List<SpanRecord> sent = policy.select(chunk);
        if (!sent.isEmpty() && sent.get(0) != chunk.get(0)) {
            ChunkTags.addToFirst(segment, sent.get(0));
        }
        for (SpanRecord record : chunk) {
            record.freeze();
        }
        policy.count(chunk, sent.size());
        if (!sent.isEmpty()) {
            writer.write(sent);
        }
    }

    private static List<SpanRecord> recordsOf(CoreSpan[] spans) {
        SpanRecord[] records = new SpanRecord[spans.length];
        for (int i = 0; i < records.length; i++) {
            records[i] = spans[i].record();
        }
        return List.of(records);
    }

    private void process(CoreSpan[] lastFirst) {
        if (processors.isEmpty()) {
            return;
        }
        List<CoreSpan> inOrderOfFinishing = Arrays.asList(lastFirst.clone());
        Collections.reverse(inOrderOfFinishing);
        List<CoreSpan> spans = Collections.unmodifiableList(inOrderOfFinishing);
        for (SpanProcessor processor : processors) {
            try {
                processor.onSpansFinished(spans);
            } catch (Throwable failure) {
                Faults.shared().record("span.processor." + processor.getClass().getSimpleName(), failure);
            }
        }
    }

    private static RemoteSpanContext asRemote(SpanContext context) {
        if (context instanceof RemoteSpanContext remote) {
            return remote;
        }
        return new RemoteSpanContext(
                context.traceIdHigh(),
                context.traceIdLow(),
                context.spanId(),
                context.samplingPriority(),
                context.origin(),
                context.propagationTags(),
                context.foreignTracestate(),
                null,
                context.baggage(),
                List.of(),
                null);
    }
}
