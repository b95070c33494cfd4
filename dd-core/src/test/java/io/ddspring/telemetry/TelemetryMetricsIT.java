/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.net.SocketTimeoutException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryMetricsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ClientUnderTest report = new ClientUnderTest();

    @AfterEach
    void close() {
        report.close();
    }

    @Test
    void failures_of_the_library_are_told_without_secrets_and_counted() {
        for (int i = 0; i < 3; i++) {
            IllegalStateException failure = new IllegalStateException("secret " + i);
            failure.setStackTrace(
                    new StackTraceElement[] {new StackTraceElement("com.acme.Secret", "f", "Secret.java", 1)});
            report.client.faults().failed("servlet.filter", failure);
        }
        report.client.faults().slow("remote-config.ASM", Duration.ofSeconds(3));

        report.run(MINUTE);

        JsonNode logs = report.payloads("logs").get(0).path("logs");
        assertThat(logs).hasSize(2);
        assertThat(logs.get(0).path("message").asText()).isEqualTo("servlet.filter failed");
        assertThat(logs.get(0).path("level").asText()).isEqualTo("ERROR");
        assertThat(logs.get(0).path("count").asInt()).isEqualTo(3);
        assertThat(logs.get(0).path("stack_trace").asText())
                .isEqualTo("java.lang.IllegalStateException\n  at (redacted)\n");
        assertThat(logs.get(0).has("tags")).isFalse();
        assertThat(logs.get(1).path("message").asText()).isEqualTo("remote-config.ASM took longer than it should");
        assertThat(report.requests())
                .allSatisfy(request -> assertThat(request.bodyAsText()).doesNotContain("secret ", "com.acme"));
        assertThat(report.metrics())
                .containsEntry("general.logs_created", 4)
                .containsEntry(
                        "tracers.integration_errors integration_name:servlet.filter error_type:illegalstateexception",
                        3);
    }

    @Test
    void what_the_tracer_counts_becomes_metrics_under_common_names() {
        report.health.spans.finished("tomcat-server");
        report.health.spans.finished("tomcat-server");
        report.health.spans.finished(null);
        report.health.spans.enqueued.add(3);
        report.health.spans.newSegments.increment();
        report.health.spans.continuedSegments.increment();
        report.health.tracesEnqueued.add(2);
        report.health.tracesSent.add(1);
        report.health.lost("queue.full", 1, 4);
        report.health.p0TracesDropped.increment();
        report.health.p0SpansDropped.add(2);
        report.health.statsBuckets.increment();
        report.health.propagation.style("datadog").injected.increment();
        report.health.traceRequests.answered(200, 1234, 2_500_000);
        report.health.traceRequests.failed(new SocketTimeoutException(), 1, 1);

        report.run(MINUTE);

        assertThat(report.metrics())
                .containsEntry("tracers.spans_created integration_name:tomcat-server", 2)
                .containsEntry("tracers.spans_finished integration_name:tomcat-server", 2)
                .containsEntry("tracers.spans_finished integration_name:datadog", 1)
                .containsEntry("tracers.spans_enqueued_for_serialization", 3)
                .containsEntry("tracers.spans_dropped reason:overfull_buffer", 4)
                .containsEntry("tracers.spans_dropped reason:p0_drop", 2)
                .containsEntry("tracers.trace_segments_created new_continued:new", 1)
                .containsEntry("tracers.trace_segments_created new_continued:continued", 1)
                .containsEntry("tracers.trace_segments_closed", 2)
                .containsEntry("tracers.trace_chunks_enqueued_for_serialization", 2)
                .containsEntry("tracers.trace_chunks_dropped reason:overfull_buffer", 1)
                .containsEntry("tracers.trace_chunks_dropped reason:p0_drop", 1)
                .containsEntry("tracers.trace_chunks_sent", 1)
                .containsEntry("tracers.trace_api.requests", 2)
                .containsEntry("tracers.trace_api.responses status_code:200", 1)
                .containsEntry("tracers.trace_api.errors type:timeout", 1)
                .containsEntry("tracers.stats_buckets", 1)
                .containsEntry("tracers.context_header_style.injected header_style:datadog", 1)
                .containsEntry("telemetry.telemetry_api.requests endpoint:agent", 2)
                .containsEntry("telemetry.telemetry_api.responses status_code:200", 2);
        assertThat(report.distributions())
                .containsEntry("tracers.trace_api.bytes", "[1234,1]")
                .containsEntry("tracers.trace_api.ms", "[2.5,1.0E-6]")
                .containsKeys("telemetry.telemetry_api.bytes", "telemetry.telemetry_api.ms");
    }

    @Test
    void a_count_has_one_point_for_each_interval_with_something_in_it() {
        report.run(Duration.ZERO);
        report.agent().clear();
        report.health.tracesSent.add(4);
        report.run(Duration.ofSeconds(10));
        report.health.tracesSent.add(9);
        report.run(Duration.ofSeconds(50));

        JsonNode sent = report.series("trace_chunks_sent").get(0);
        long first = sent.path("points").get(0).get(0).asLong();
        assertThat(sent)
                .hasToString(
                        "{\"metric\":\"trace_chunks_sent\",\"points\":[[" + first + ",4],[" + (first + 10)
                                + ",9]],\"type\":\"count\",\"interval\":10,\"tags\":[],\"common\":true,\"namespace\":\"tracers\"}");
    }

    @Test
    void the_last_gauge_of_an_interval_counts() {
        report.run(Duration.ZERO);
        report.client.metrics().gauge("appsec", "enabled", 0, "origin:default");
        report.client.metrics().gauge("appsec", "enabled", 1, "origin:default");
        report.client.metrics().ownCounter("tracers", "own", "Tag:Value").increment();

        report.run(MINUTE);

        JsonNode gauge = report.series("enabled").get(0);
        assertThat(gauge.path("points").get(0).get(1).asInt()).isEqualTo(1);
        assertThat(gauge.path("type").asText()).isEqualTo("gauge");
        assertThat(gauge.path("interval").asInt()).isEqualTo(10);
        assertThat(report.series("own").get(0).path("common").asBoolean(true)).isFalse();
        assertThat(report.series("own").get(0).path("tags").get(0).asText()).isEqualTo("tag:value");
    }
}
