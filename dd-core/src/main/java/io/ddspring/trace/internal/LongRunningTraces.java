/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.SamplingPriority;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Sends what is known of spans that have not ended while their trace goes on for long. It watches a bounded number of
 * traces; the others are sent at their end only. Traces that are not kept are not sent, so they are watched no longer
 * once that is known. Thread-safe.
 */
final class LongRunningTraces {
    private static final int CAPACITY = 4096;

    /** What runs longer has probably been forgotten by the application. */
    private static final long PATIENCE_NANOS = Duration.ofHours(12).toNanos();

    private final CoreTracer tracer;
    private final LongRunningSettings settings;
    private final Set<OpenSpans> watched = ConcurrentHashMap.newKeySet();

    LongRunningTraces(CoreTracer tracer, LongRunningSettings settings) {
        this.tracer = tracer;
        this.settings = settings;
    }

    /** Watches the trace whose open spans will be {@code trace}, if there is room. */
    void add(OpenSpans trace) {
        // Several threads may find the last place free, which is close enough.
        if (watched.size() < CAPACITY) {
            watched.add(trace);
        }
    }

    void remove(OpenSpans trace) {
        watched.remove(trace);
    }

    /** Sends the traces that have run long enough; to be called every now and then, by one thread at a time. */
    void sendDue(long ticks) {
        if (watched.isEmpty() || !settings.agentTakesThem().getAsBoolean()) {
            return;
        }
        watched.removeIf(trace -> trace.runsFor(ticks) > PATIENCE_NANOS);
        for (OpenSpans trace : watched) {
            if (trace.runsFor(ticks) >= settings.initial().toNanos()
                    && trace.wasSentBefore(ticks) >= settings.interval().toNanos()) {
                send(trace, ticks);
            }
        }
    }

    private void send(OpenSpans trace, long ticks) {
        TraceSegment segment = trace.segment();
        if (!SamplingPriority.isKept(segment.decideSamplingPriority())) {
            watched.remove(trace);
            return;
        }
        segment.completePending();
        List<CoreSpan> spans = trace.unfinished(ticks);
        if (!spans.isEmpty()) {
            tracer.pipeline().completeUnfinished(segment, spans);
        }
    }
}
