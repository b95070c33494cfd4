/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TracerMetricTest {
    private final TracerHealth health = new TracerHealth();

    @BeforeEach
    void everythingIsCountedAnotherNumberOfTimes() {
        health.tracesEnqueued.add(2);
        health.spans.enqueued.add(3);
        health.dropped("queue.full", 4, 5);
        health.dropped("agent.timeout", 6, 7);
        health.spansStarted.add(8);
        health.spansFinished.add(9);
        health.tracesSent.add(10);
        health.bytesSent.add(11);
        health.stats.hits.add(12);
        health.p0TracesDropped.add(13);
        health.p0SpansDropped.add(14);
        health.stats.payloadsSent.add(15);
        health.stats.payloadsLost.add(16);
        health.stats.lostHits.add(17);
        for (int i = 0; i < 18; i++) {
            health.traceRequests.answered(200, 1, 1);
        }
        for (int i = 0; i < 19; i++) {
            health.traceRequests.answered(503, 1, 1);
        }
    }

    @Test
    void every_metric_is_its_own_count() {
        Map<String, Long> totals = new TreeMap<>();
        for (TracerMetric metric : TracerMetric.values()) {
            totals.put(
                    metric.metricName().substring("datadog.tracer.".length()) + " " + metric.unit(),
                    metric.total(health));
        }

        assertThat(totals)
                .isEqualTo(new TreeMap<>(Map.ofEntries(
                        Map.entry("api.requests.total requests", 37L),
                        Map.entry("api.errors.total requests", 19L),
                        Map.entry("api.responses.total responses", 37L),
                        Map.entry("queue.enqueued.traces traces", 2L),
                        Map.entry("queue.enqueued.spans spans", 3L),
                        Map.entry("queue.dropped.traces traces", 10L),
                        Map.entry("queue.dropped.spans spans", 12L),
                        Map.entry("span.pending.created spans", 8L),
                        Map.entry("span.pending.finished spans", 9L),
                        Map.entry("flush.traces.total traces", 10L),
                        Map.entry("flush.bytes.total bytes", 11L),
                        Map.entry("stats.spans_in spans", 12L),
                        Map.entry("stats.dropped_p0_traces traces", 13L),
                        Map.entry("stats.dropped_p0_spans spans", 14L),
                        Map.entry("stats.flush_payloads payloads", 15L),
                        Map.entry("stats.flush_errors payloads", 16L),
                        Map.entry("stats.dropped_aggregates spans", 17L))));
    }

    @Test
    void counts_with_a_tag_are_told_apart_by_it() {
        assertThat(TracerMetric.API_RESPONSES.totals(health)).isEqualTo(Map.of("status:200", 18L, "status:503", 19L));
        assertThat(TracerMetric.DROPPED_TRACES.totals(health))
                .isEqualTo(Map.of("reason:queue.full", 4L, "reason:agent.timeout", 6L));
        assertThat(TracerMetric.DROPPED_SPANS.totals(health))
                .isEqualTo(Map.of("reason:queue.full", 5L, "reason:agent.timeout", 7L));
        assertThat(TracerMetric.P0_SPANS.totals(health)).isEqualTo(Map.of("", 14L));
    }

    @Test
    void tags_are_told_those_of_before_and_those_that_come() {
        Map<TracerMetric, TreeSet<String>> told = new TreeMap<>();
        for (TracerMetric metric : TracerMetric.values()) {
            metric.tellTags(health, told.computeIfAbsent(metric, absent -> new TreeSet<>())::add);
        }
        health.dropped("closed", 1, 1);
        health.traceRequests.answered(404, 1, 1);

        told.forEach((metric, tags) -> assertThat(tags)
                .as(metric.metricName())
                .isEqualTo(metric.totals(health).keySet()));
        assertThat(told.get(TracerMetric.DROPPED_TRACES)).contains("reason:closed");
        assertThat(told.get(TracerMetric.API_RESPONSES)).contains("status:404");
    }

    @Test
    void a_listener_that_fails_keeps_nothing_from_being_counted() {
        TracerMetric.DROPPED_TRACES.tellTags(health, tag -> {
            if (tag.endsWith("new")) {
                throw new IllegalStateException("no");
            }
        });
        health.dropped("new", 1, 1);

        assertThat(health.droppedTraces("new")).isEqualTo(1);
    }
}
