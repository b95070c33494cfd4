/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.metrics.ApiCalls;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes metrics of what tracer, writer and reports count anyway, under the names that Datadog's tracers have in common.
 * Run by the thread that reports, so that nothing is counted twice where it happens.
 */
final class HealthReading implements Runnable {
    private static final String TRACERS = "tracers";
    private static final String TELEMETRY = "telemetry";
    private static final String GENERAL = "general";
    private static final String LOGS_CREATED = "logs_created";
    private static final String CHUNKS_DROPPED = "trace_chunks_dropped";
    private static final String SPANS_DROPPED = "spans_dropped";
    private static final String SEGMENTS_CREATED = "trace_segments_created";
    private static final String UNWANTED = "reason:p0_drop";

    private final TracerHealth health;
    private final List<TelemetryRoute> routes;
    private final TelemetryMetrics metrics;
    private final Map<Counted, Long> seen = new HashMap<>();

    /** A number that only grows. Several may add up to one metric. */
    private record Counted(Object source, MetricName metric) {}

    HealthReading(TracerHealth health, List<TelemetryRoute> routes, TelemetryMetrics metrics) {
        this.health = health;
        this.routes = routes;
        this.metrics = metrics;
    }

    @Override
    public void run() {
        readSpans();
        readChunks();
        readHeaders();
        read(TRACERS, "trace_api", health.traceRequests);
        for (TelemetryRoute route : routes) {
            read(TELEMETRY, "telemetry_api", route.calls(), "endpoint:" + route.name());
        }
        read(GENERAL, LOGS_CREATED, health.logsCreated.sum());
        readFrom(Faults.class, GENERAL, LOGS_CREATED, Faults.shared().logLines());
        read(TRACERS, "stats_buckets", health.statsBuckets.sum());
        read(TRACERS, "stats.collapsed_spans", health.stats.collapsedSpans.sum());
    }

    private void readSpans() {
        health.spans.byComponent().forEach((component, count) -> {
            // A span shows what recorded it only when it is finished; those that never finish are not counted.
            read(TRACERS, "spans_created", count, "integration_name:" + component);
            read(TRACERS, "spans_finished", count, "integration_name:" + component);
        });
        read(TRACERS, "spans_enqueued_for_serialization", health.spans.enqueued.sum());
        health.droppedSpansByReason()
                .forEach((reason, count) -> readFrom(reason, TRACERS, SPANS_DROPPED, count, tag(reason)));
        read(TRACERS, SPANS_DROPPED, health.p0SpansDropped.sum(), UNWANTED);
    }

    private void readChunks() {
        long begun = health.spans.newSegments.sum();
        long continued = health.spans.continuedSegments.sum();
        read(TRACERS, SEGMENTS_CREATED, begun, "new_continued:new");
        read(TRACERS, SEGMENTS_CREATED, continued, "new_continued:continued");
        read(TRACERS, "trace_segments_closed", begun + continued);
        read(TRACERS, "trace_chunks_enqueued_for_serialization", health.tracesEnqueued.sum());
        read(TRACERS, "trace_chunks_sent", health.tracesSent.sum());
        health.droppedTracesByReason()
                .forEach((reason, count) -> readFrom(reason, TRACERS, CHUNKS_DROPPED, count, tag(reason)));
        read(TRACERS, CHUNKS_DROPPED, health.p0TracesDropped.sum(), UNWANTED);
        read(TRACERS, CHUNKS_DROPPED, health.tracesFiltered.sum(), "reason:trace_filter");
    }

    private void readHeaders() {
        health.propagation.styles().forEach((style, counters) -> {
            String tag = "header_style:" + style;
            read(TRACERS, "context_header_style.injected", counters.injected.sum(), tag);
            read(TRACERS, "context_header_style.extracted", counters.extracted.sum(), tag);
            read(TRACERS, "context_header_style.malformed", counters.malformed.sum(), tag);
        });
        read(
                TRACERS,
                "context_header.truncated",
                health.propagation.baggageItemCountExceeded.sum(),
                "truncation_reason:baggage_item_count_exceeded");
        read(
                TRACERS,
                "context_header.truncated",
                health.propagation.baggageByteCountExceeded.sum(),
                "truncation_reason:baggage_byte_count_exceeded");
    }

    private void read(String namespace, String prefix, ApiCalls calls, String... requestTags) {
        readFrom(calls, namespace, prefix + ".requests", calls.requests(), requestTags);
        calls.responses()
                .forEach((status, count) ->
                        readFrom(calls, namespace, prefix + ".responses", count, "status_code:" + status));
        calls.errors().forEach((type, count) -> readFrom(calls, namespace, prefix + ".errors", count, "type:" + type));
        add(calls.bytes().take(), metrics.distribution(namespace, prefix + ".bytes"));
        add(calls.millis().take(), metrics.distribution(namespace, prefix + ".ms"));
    }

    private static void add(double[] values, TelemetryDistribution distribution) {
        Arrays.stream(values).forEach(distribution::add);
    }

    private void read(String namespace, String metric, long total, String... tags) {
        readFrom("", namespace, metric, total, tags);
    }

    /** Adds by how much the {@code total} of one source has grown since it was read last. */
    private void readFrom(Object source, String namespace, String metric, long total, String... tags) {
        Long before = seen.put(new Counted(source, MetricName.common(namespace, metric, tags)), total);
        long grown = before == null ? total : total - before;
        if (grown > 0) {
            metrics.counter(namespace, metric, tags).add(grown);
        }
    }

    /** The reasons that all tracers name alike; others under their own names. */
    private static String tag(String reason) {
        return "reason:"
                + switch (reason) {
                    case "queue.full" -> "overfull_buffer";
                    case "encoding.failed", "payload.too-large" -> "serialization_error";
                    case "agent.unreachable", "agent.timeout", "sending.failed" -> "send_failure";
                    default -> reason;
                };
    }
}
