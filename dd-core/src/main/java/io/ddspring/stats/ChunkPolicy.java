/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.metrics.TracerHealth;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.List;
import java.util.function.Consumer;

/**
 * What becomes of finished chunks as long as the Agent wants the same: which are filtered, counted and sent. The three questions about one chunk are to be put to the same policy. Thread-safe, without locks.
 */
public final class ChunkPolicy {
    /** Sends everything and counts nothing. */
    public static final ChunkPolicy SEND_ALL = new ChunkPolicy(
            StatsGate.inactive("traces do not go to an Agent"),
            TraceFilters.NONE,
            chunk -> {},
            chunk -> {},
            new TracerHealth());

    private final StatsGate gate;
    private final TraceFilters filters;
    private final Consumer<List<? extends SpanData>> counted;
    private final Consumer<List<? extends SpanData>> unsent;
    private final TracerHealth health;

    /**
     * @param counted gets the chunks that are to be counted and are sent as a whole
     * @param unsent gets the chunks that are to be counted and are not sent, or only some of their spans
     */
    ChunkPolicy(
            StatsGate gate,
            TraceFilters filters,
            Consumer<List<? extends SpanData>> counted,
            Consumer<List<? extends SpanData>> unsent,
            TracerHealth health) {
        this.gate = gate;
        this.filters = filters;
        this.counted = counted;
        this.unsent = unsent;
        this.health = health;
    }

    StatsGate gate() {
        return gate;
    }

    /** Whether the Agent has asked for neither statistics nor spans of the trace of {@code localRoot}; counts it then. */
    public boolean rejects(SpanData localRoot) {
        if (!filters.rejects(localRoot)) {
            return false;
        }
        health.tracesFiltered.increment();
        return true;
    }

    /**
     * Whether {@code chunk} is to be sent. So it is, unless statistics tell the Agent what it needs to know of a trace
     * that will not be kept.
     *
     * @param chunk finished spans with their tags, the one with the sampling priority first
     */
    public boolean sends(List<? extends SpanData> chunk) {
        if (gate.state() != StatsGate.State.ACTIVE) {
            return true;
        }
        double priority = chunk.get(0).metric(Tags.SAMPLING_PRIORITY, SamplingPriority.SAMPLER_KEEP);
        if (SamplingPriority.isKept((int) priority)) {
            return true;
        }
        for (int i = 0, size = chunk.size(); i < size; i++) {
            SpanData span = chunk.get(i);
            if (span.isError() || span.metric(Tags.ANALYTICS_SAMPLE_RATE, 0) > 0) {
                return true;
            }
        }
        return false;
    }

    /** Whether {@code chunk}, which was counted and queued under an earlier policy, is not sent; counts that. */
    boolean omitsQueued(List<? extends SpanData> chunk) {
        if (sends(chunk) || chunk.get(0).metric(Tags.SPAN_SAMPLING_MECHANISM, 0) != 0) {
            return false;
        }
        countUnsent(chunk.size(), true);
        return true;
    }

    /**
     * Has all spans of {@code chunk} counted, and those that are left unsent.
     *
     * @param chunk finished spans that will not be changed any more
     * @param sent how many of them are sent
     */
    public void count(List<? extends SpanData> chunk, int sent) {
        if (gate.state() == StatsGate.State.INACTIVE) {
            return;
        }
        if (sent < chunk.size()) {
            unsent.accept(chunk);
            countUnsent(chunk.size() - sent, sent == 0);
        } else {
            counted.accept(chunk);
        }
    }

    private void countUnsent(int spans, boolean wholeChunk) {
        health.p0SpansDropped.add(spans);
        if (wholeChunk) {
            health.p0TracesDropped.increment();
        }
    }
}
