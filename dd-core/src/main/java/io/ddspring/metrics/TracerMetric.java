/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * The counts of {@link TracerHealth} that Datadog's tracers report as metrics, under the names that they have there.
 * Names of what is not counted here (scopes, continuations, traces that were begun) are missing.
 */
public enum TracerMetric {
    /** Requests with traces. */
    API_REQUESTS("api.requests.total", "requests"),
    /** Requests with traces that failed or were refused. */
    API_ERRORS("api.errors.total", "requests"),
    /** Answers to requests with traces, by their status. */
    API_RESPONSES("api.responses.total", "responses"),
    /** Traces that were queued for the Agent. */
    ENQUEUED_TRACES("queue.enqueued.traces", "traces"),
    /** Spans that were queued for the Agent, counted when they are encoded. */
    ENQUEUED_SPANS("queue.enqueued.spans", "spans"),
    /** Traces that were lost, by the reason. */
    DROPPED_TRACES("queue.dropped.traces", "traces"),
    /** Spans that were lost, by the reason. */
    DROPPED_SPANS("queue.dropped.spans", "spans"),
    /** Spans that were started. */
    STARTED_SPANS("span.pending.created", "spans"),
    /** Spans that were finished. */
    FINISHED_SPANS("span.pending.finished", "spans"),
    /** Traces that the Agent took. */
    FLUSHED_TRACES("flush.traces.total", "traces"),
    /** Bytes of traces that the Agent took. */
    FLUSHED_BYTES("flush.bytes.total", "bytes"),
    /** Spans that statistics were computed of. */
    STATS_SPANS("stats.spans_in", "spans"),
    /** Traces that were not sent, as statistics told the Agent enough of them. */
    P0_TRACES("stats.dropped_p0_traces", "traces"),
    /** Spans that were not sent for the same reason. */
    P0_SPANS("stats.dropped_p0_spans", "spans"),
    /** Payloads of statistics that the Agent took. */
    STATS_PAYLOADS("stats.flush_payloads", "payloads"),
    /** Payloads of statistics that were lost. */
    STATS_ERRORS("stats.flush_errors", "payloads"),
    /** Spans whose group of statistics was lost: too many groups, or nobody took them. */
    STATS_DROPPED("stats.dropped_aggregates", "spans");

    private static final String PREFIX = "datadog.tracer.";
    private static final String STATUS = "status:";
    private static final String REASON = "reason:";

    private final String metricName;
    private final String unit;

    TracerMetric(String name, String unit) {
        this.metricName = PREFIX + name;
        this.unit = unit;
    }

    /** For example {@code datadog.tracer.api.requests.total}. */
    public String metricName() {
        return metricName;
    }

    /** What is counted, for example {@code spans}. */
    public String unit() {
        return unit;
    }

    /** What was counted since the start. */
    public long total(TracerHealth health) {
        return switch (this) {
            case API_REQUESTS -> health.traceRequests.requests();
            case API_ERRORS -> health.traceRequests.failures();
            case ENQUEUED_TRACES -> health.tracesEnqueued.sum();
            case ENQUEUED_SPANS -> health.spans.enqueued.sum();
            case STARTED_SPANS -> health.spansStarted.sum();
            case FINISHED_SPANS -> health.spansFinished.sum();
            case FLUSHED_TRACES -> health.tracesSent.sum();
            case FLUSHED_BYTES -> health.bytesSent.sum();
            case STATS_SPANS -> health.stats.hits.sum();
            case P0_TRACES -> health.p0TracesDropped.sum();
            case P0_SPANS -> health.p0SpansDropped.sum();
            case STATS_PAYLOADS -> health.stats.payloadsSent.sum();
            case STATS_ERRORS -> health.stats.payloadsLost.sum();
            case STATS_DROPPED -> health.stats.lostHits.sum();
            case API_RESPONSES, DROPPED_TRACES, DROPPED_SPANS ->
                totals(health).values().stream().mapToLong(Long::longValue).sum();
        };
    }

    /** What was counted since the start by a tag {@code key:value}, which is empty for a count that has none. */
    public Map<String, Long> totals(TracerHealth health) {
        return switch (this) {
            case API_RESPONSES -> tagged(STATUS, health.traceRequests.responses());
            case DROPPED_TRACES -> tagged(REASON, health.droppedTracesByReason());
            case DROPPED_SPANS -> tagged(REASON, health.droppedSpansByReason());
            default -> Map.of("", total(health));
        };
    }

    /**
     * Tells {@code listener} every tag that {@link #totals} has or will have, later ones, quickly and perhaps twice, on the
     * thread that counts.
     */
    public void tellTags(TracerHealth health, Consumer<String> listener) {
        switch (this) {
            case API_RESPONSES -> health.traceRequests.tellStatuses(status -> listener.accept(STATUS + status));
            case DROPPED_TRACES, DROPPED_SPANS -> health.tellReasons(reason -> listener.accept(REASON + reason));
            default -> listener.accept("");
        }
    }

    private static Map<String, Long> tagged(String key, Map<?, Long> totals) {
        Map<String, Long> tagged = new TreeMap<>();
        totals.forEach((value, total) -> tagged.put(key + value, total));
        return tagged;
    }
}
