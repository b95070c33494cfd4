/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.LoggedDecision;
import io.ddspring.stats.ChunkPolicy;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.internal.SingleSpanSampling.Parts;
import io.ddspring.writer.TraceWriter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The way of finished spans from their segment to the writer: processors, interceptors, the sampling decision, the tags
 * that only now are known, single-span rules, the wishes of the Agent. Runs within the application's calls, so it never
 * throws. Thread-safe.
 */
final class ChunkPipeline {
    /** Why a trace was lost that could not be handed to the writer. */
    private static final String FAILED = "tracer.failed";

    private static final String INTERCEPTED = "trace.interceptor";

    private final List<SpanProcessor> processors;
    private final TraceInterceptors interceptors;
    private final SingleSpanSampling singleSpans;
    private final @Nullable DecisionLog decisions;
    private final Supplier<ChunkPolicy> chunkPolicy;
    private final TraceWriter writer;
    private final TracerHealth health;

    ChunkPipeline(CoreTracerBuilder builder) {
        this.processors = builder.processors();
        this.interceptors = new TraceInterceptors(builder.interceptors());
        this.singleSpans = new SingleSpanSampling(builder.spanSampler());
        this.decisions = builder.decisionLog();
        this.chunkPolicy = builder.chunkPolicy();
        this.writer = builder.writer();
        this.health = builder.health();
    }

    /** Takes finished spans of a segment: the one that finished last, normally the local root, comes first. */
    void complete(TraceSegment segment, List<CoreSpan> lastFirst) {
        try {
            process(lastFirst);
            List<CoreSpan> chunk = interceptors.intercept(lastFirst);
            if (chunk.size() < lastFirst.size()) {
                health.dropped(INTERCEPTED, chunk.isEmpty() ? 1 : 0, lastFirst.size() - chunk.size());
            }
            if (!chunk.isEmpty()) {
                sample(segment, chunk);
            }
        } catch (Throwable failure) {
            health.dropped(FAILED, 1, lastFirst.size());
            Faults.shared().record("trace.complete", failure);
        }
    }

    /** Takes copies of unfinished spans. Nothing counts them: they come again when they end. */
    void completeUnfinished(TraceSegment segment, List<CoreSpan> copies) {
        try {
            List<CoreSpan> chunk = interceptors.intercept(copies);
            if (!chunk.isEmpty()) {
                tag(segment, chunk);
                freeze(chunk);
                writer.write(chunk);
            }
        } catch (Throwable failure) {
            Faults.shared().record("trace.unfinished", failure);
        }
    }

    private void process(List<CoreSpan> lastFirst) {
        if (processors.isEmpty()) {
            return;
        }
        List<CoreSpan> inOrderOfFinishing = new ArrayList<>(lastFirst);
        Collections.reverse(inOrderOfFinishing);
        List<CoreSpan> spans = Collections.unmodifiableList(inOrderOfFinishing);
        for (SpanProcessor processor : processors) {
            try {
                processor.onSpansFinished(spans);
            } catch (Throwable failure) {
                Faults.shared().record("span.processor " + processor.getClass().getName(), failure);
            }
        }
    }

    private void sample(TraceSegment segment, List<CoreSpan> chunk) {
        int priority = tag(segment, chunk);
        ChunkPolicy policy = chunkPolicy.get();
        SpanData root = segment.localRoot().data();
        if (root != null && policy.rejects(root)) {
            if (decisions != null) {
                segment.loggedIn(decisions).withheld("filtered as the Agent wants it", chunk.size());
            }
            return;
        }
        Parts parts = SamplingPriority.isKept(priority) ? null : singleSpans.divide(chunk);
        List<CoreSpan> kept = parts == null ? List.of() : parts.kept();
        List<CoreSpan> others = parts == null ? chunk : parts.others();
        boolean sendsOthers = policy.sends(chunk);
        if (!kept.isEmpty() && !others.isEmpty()) {
            ChunkTags.addEnds(segment, kept, priority);
            ChunkTags.addEnds(segment, others, priority);
        }
        freeze(chunk);
        policy.count(chunk, sendsOthers ? chunk.size() : kept.size());
        if (decisions != null) {
            LoggedDecision decision = segment.loggedIn(decisions);
            decision.sent(kept.size(), sendsOthers ? others.size() : 0);
            if (!sendsOthers && !others.isEmpty()) {
                decision.withheld("counted in the statistics only", others.size());
            }
        }
        if (!kept.isEmpty()) {
            writer.write(kept);
        }
        if (sendsOthers && !others.isEmpty()) {
            writer.write(others);
        }
    }

    /** Fixes the sampling decision, which is returned, and adds the tags that only now are known. */
    private int tag(TraceSegment segment, List<CoreSpan> chunk) {
        long keptLatencyNanos = segment.settings().keptLatencyNanos();
        if (keptLatencyNanos > 0) {
            segment.keepIfSlower(keptLatencyNanos);
        }
        return segment.chunkTags().addTo(segment, chunk);
    }

    private static void freeze(List<CoreSpan> spans) {
        for (CoreSpan span : spans) {
            span.freeze();
        }
    }
}
