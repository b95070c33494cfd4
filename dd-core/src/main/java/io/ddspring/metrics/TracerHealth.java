/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/**
 * Counters of one tracer and its writer, from its start on. Thread-safe; counting never blocks. Reading gives a moment's
 * view that is exact once nothing is being counted.
 */
public final class TracerHealth {
    public final LongAdder spansStarted = new LongAdder();
    public final LongAdder spansFinished = new LongAdder();
    public final LongAdder tracesEnqueued = new LongAdder();
    /** Traces that found no room among those that wait to be sent. */
    public final LongAdder tracesRefused = new LongAdder();
    /** Traces that were handed to the writer and did not reach the Agent, for whatever reason. */
    public final LongAdder tracesLost = new LongAdder();

    public final LongAdder tracesSent = new LongAdder();
    public final LongAdder bytesSent = new LongAdder();
    public final LongAdder payloadsSent = new LongAdder();
    /** Requests with traces, a second attempt counted separately. */
    public final ApiCalls traceRequests = new ApiCalls();

    /** Statistics that are computed here instead of by the Agent. */
    public final StatsCounters stats = new StatsCounters();

    /** What was read from and written into headers. */
    public final PropagationCounters propagation = new PropagationCounters();

    /** Traces of which nothing was sent as nobody would keep them and statistics tell the Agent of them. */
    public final LongAdder p0TracesDropped = new LongAdder();

    /** Spans that were not sent for the same reason. */
    public final LongAdder p0SpansDropped = new LongAdder();

    /** Chunks that the Agent asked not to be sent. */
    public final LongAdder tracesFiltered = new LongAdder();

    /** Ten seconds' worth of statistics that were computed here. */
    public final LongAdder statsBuckets = new LongAdder();

    /** Lines that the library wrote into the application's log about itself, besides those of {@link Faults}. */
    public final LongAdder logsCreated = new LongAdder();

    /** Finished spans by what recorded them. */
    public final SpanCounts spans = new SpanCounts();

    private final NamedCounts droppedTraces = new NamedCounts();
    private final NamedCounts droppedSpans = new NamedCounts();

    /**
     * Counts traces that were lost.
     *
     * @param reason why, for example {@code queue.full}, {@code agent.unreachable}, {@code agent.status.413},
     *     {@code payload.too-large}
     */
    public void dropped(String reason, long traces, long spans) {
        droppedTraces.add(reason, traces);
        droppedSpans.add(reason, spans);
    }

    /** Counts traces that were handed to the writer and will not reach the Agent; see {@link #dropped}. */
    public void lost(String reason, long traces, long spans) {
        tracesLost.add(traces);
        dropped(reason, traces, spans);
    }

    /** Number of traces lost for {@code reason}. */
    public long droppedTraces(String reason) {
        return droppedTraces.sum(reason);
    }

    /** Number of traces lost for any reason. */
    public long droppedTraces() {
        return droppedTraces.sum();
    }

    /** Number of traces lost, by the reason. */
    public Map<String, Long> droppedTracesByReason() {
        return droppedTraces.sums();
    }

    /** Number of spans lost, by the reason. */
    public Map<String, Long> droppedSpansByReason() {
        return droppedSpans.sums();
    }

    /** Tells {@code listener} every reason that there was or will be, later ones on the thread that counts. */
    void tellReasons(Consumer<String> listener) {
        droppedSpans.tellNames(listener);
    }

    /** Every counter by its name, for status pages. */
    public Map<String, Long> counters() {
        Map<String, Long> counters = new TreeMap<>();
        counters.put("spans.started", spansStarted.sum());
        counters.put("spans.finished", spansFinished.sum());
        counters.put("traces.enqueued", tracesEnqueued.sum());
        counters.put("traces.sent", tracesSent.sum());
        counters.put("bytes.sent", bytesSent.sum());
        counters.put("payloads.sent", payloadsSent.sum());
        counters.put("requests", traceRequests.requests());
        counters.put("request.errors", traceRequests.failures());
        counters.put("traces.p0-dropped", p0TracesDropped.sum());
        counters.put("spans.p0-dropped", p0SpansDropped.sum());
        counters.put("traces.filtered", tracesFiltered.sum());
        droppedTraces.sums().forEach((reason, sum) -> counters.put("traces.dropped." + reason, sum));
        droppedSpans.sums().forEach((reason, sum) -> counters.put("spans.dropped." + reason, sum));
        counters.putAll(propagation.counters());
        return counters;
    }
}
