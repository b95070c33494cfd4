/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.internal.SingleSpanSampling.Parts;
import io.ddspring.writer.TraceWriter;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The way of finished spans from their segment to the writer: processors, interceptors, the sampling decision, the tags
 * that only now are known, single-span rules. Runs within the application's calls, so it never throws. Thread-safe.
 */
final class ChunkPipeline {
    /** Why a trace was lost that could not be handed to the writer. */
    private static final String FAILED = "tracer.failed";

    private static final String INTERCEPTED = "trace.interceptor";

    private final EngineSettings settings;
    private final List<SpanProcessor> processors;
    private final TraceInterceptors interceptors;
    private final ChunkTags chunkTags;
    private final SingleSpanSampling singleSpans;
    private final @Nullable DecisionLog decisions;
    private final TraceWriter writer;
    private final TracerHealth health;

    ChunkPipeline(CoreTracerBuilder builder, EngineSettings settings) {
        this.settings = settings;
        this.processors = builder.processors();
        this.interceptors = new TraceInterceptors(builder.interceptors());
        this.chunkTags = new ChunkTags(settings, builder.processIdentity());
        this.singleSpans = new SingleSpanSampling(builder.spanSampler());
        this.decisions = builder.decisionLog();
        this.writer = builder.writer();
        this.health = builder.health();
    }

    /** Takes finished spans of a segment: the one that finished last, normally the local root, comes first. */
    void complete(TraceSegment segment, CoreSpan[] lastFirst) {
        try {
            process(lastFirst);
            CoreSpan[] chunk = interceptors.intercept(lastFirst);
            if (chunk.length < lastFirst.length) {
                health.dropped(INTERCEPTED, chunk.length == 0 ? 1 : 0, lastFirst.length - chunk.length);
            }
            if (chunk.length > 0) {
                sample(segment, chunk);
            }
        } catch (Throwable failure) {
            health.dropped(FAILED, 1, lastFirst.length);
            Faults.shared().record("trace.complete", failure);
        }
    }

    /** Takes copies of unfinished spans. Nothing counts them: they come again when they end. */
    void completeUnfinished(TraceSegment segment, CoreSpan[] copies) {
        try {
            CoreSpan[] chunk = interceptors.intercept(copies);
            if (chunk.length > 0) {
                tag(segment, chunk);
                write(chunk);
            }
        } catch (Throwable failure) {
            Faults.shared().record("trace.unfinished", failure);
        }
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

    private void sample(TraceSegment segment, CoreSpan[] chunk) {
        int priority = tag(segment, chunk);
        Parts parts = SamplingPriority.isKept(priority) ? Parts.undivided(chunk) : singleSpans.divide(chunk);
        if (parts.kept().length > 0 && parts.others().length > 0) {
            ChunkTags.addEnds(segment, parts.kept(), priority);
            ChunkTags.addEnds(segment, parts.others(), priority);
        }
        if (decisions != null) {
            segment.loggedIn(decisions).sent(parts.kept().length, parts.others().length);
        }
        write(parts.kept());
        write(parts.others());
    }

    /** Fixes the sampling decision, which is returned, and adds the tags that only now are known. */
    private int tag(TraceSegment segment, CoreSpan[] chunk) {
        if (settings.keptLatencyNanos() > 0) {
            segment.keepIfSlower(settings.keptLatencyNanos());
        }
        return chunkTags.addTo(segment, chunk);
    }

    private void write(CoreSpan[] spans) {
        if (spans.length == 0) {
            return;
        }
        SpanRecord[] chunk = new SpanRecord[spans.length];
        for (int i = 0; i < chunk.length; i++) {
            chunk[i] = spans[i].record();
            chunk[i].freeze();
        }
        writer.write(List.of(chunk));
    }
}
