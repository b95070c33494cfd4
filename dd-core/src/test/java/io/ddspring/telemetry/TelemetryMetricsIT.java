/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.metrics.Faults;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.testing.LogLines;
import io.ddspring.testing.ManualTime;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TelemetryMetricsIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ClientUnderTest report = new ClientUnderTest();

    @AfterEach
    void close() {
        report.close();
    }

    @Test
    void failures_of_the_library_are_told_without_secrets_and_counted() {
        report.run(MINUTE);
        report.agent().clear();
        for (int i = 0; i < 3; i++) {
            IllegalStateException failure = new IllegalStateException("secret " + i);
            failure.setStackTrace(
                    new StackTraceElement[] {new StackTraceElement("com.acme.Secret", "f", "Secret.java", 1)});
            report.client.faults().failed("servlet.filter", failure);
        }
        report.client.faults().failed("span.processor com.acme.Tagging", new IllegalArgumentException());
        report.client.faults().failed("status.tags", new IllegalStateException() {
            private static final long serialVersionUID = 1;
        });
        report.client.faults().slow("remote-config.ASM com.acme.Callback", Duration.ofSeconds(3));

        report.run(MINUTE);

        JsonNode logs = report.payloads("logs").get(0).path("logs");
        assertThat(logs).hasSize(4);
        assertThat(logs.get(0).path("message").asText()).isEqualTo("servlet.filter failed");
        assertThat(logs.get(0).path("level").asText()).isEqualTo("ERROR");
        assertThat(logs.get(0).path("count").asInt()).isEqualTo(3);
        assertThat(logs.get(0).path("stack_trace").asText())
                .isEqualTo("java.lang.IllegalStateException\n  at (redacted)\n");
        assertThat(logs.get(0).has("tags")).isFalse();
        assertThat(logs.get(1).path("message").asText()).isEqualTo("span.processor failed");
        assertThat(logs.get(3).path("message").asText()).isEqualTo("remote-config.ASM took longer than it should");
        assertThat(logs.get(3).path("tags").asText()).isEqualTo("elapsed_time:3000ms");
        assertThat(report.requests())
                .allSatisfy(request -> assertThat(request.bodyAsText()).doesNotContain("secret ", "com.acme"));
        assertThat(report.metrics())
                .containsEntry(
                        "tracers.integration_errors integration_name:servlet error_type:illegalstateexception", 3)
                .doesNotContainKey("general.logs_created");
        assertThat(report.metrics().keySet().stream().filter(metric -> metric.startsWith("tracers.integration_errors")))
                .as("only what belongs to integrations")
                .hasSize(1);
    }

    @Test
    void lines_in_the_log_are_counted_not_failures() {
        report.run(MINUTE);
        report.agent().clear();
        report.health.logsCreated.increment();
        try (LogLines log = new LogLines(Faults.class)) {
            for (int i = 0; i < 5; i++) {
                Faults.shared().record("test.telemetry.logged", new IllegalStateException());
            }
            assertThat(log.warnings()).hasSize(1);
        }

        report.run(MINUTE);

        assertThat(report.metrics()).containsEntry("general.logs_created", 2);
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
        report.health.stats.collapsedSpans.add(7);
        report.health.propagation.style("datadog").injected.increment();
        report.health.propagation.style("tracecontext").extracted.add(2);
        report.health.propagation.style("b3").malformed.add(3);
        report.health.propagation.baggageItemCountExceeded.add(4);
        report.health.propagation.baggageByteCountExceeded.add(5);
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
                .containsEntry("tracers.stats.collapsed_spans", 7)
                .containsEntry("tracers.context_header_style.extracted header_style:tracecontext", 2)
                .containsEntry("tracers.context_header_style.malformed header_style:b3", 3)
                .containsEntry("tracers.context_header.truncated truncation_reason:baggage_item_count_exceeded", 4)
                .containsEntry("tracers.context_header.truncated truncation_reason:baggage_byte_count_exceeded", 5)
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

    @ParameterizedTest
    @CsvSource({
        "queue.full, overfull_buffer",
        "encoding.failed, serialization_error",
        "payload.too-large, serialization_error",
        "agent.unreachable, send_failure",
        "agent.timeout, send_failure",
        "sending.failed, send_failure",
        "agent.status.413, agent.status.413"
    })
    void reasons_for_losses_have_the_names_that_all_tracers_use(String ours, String common) {
        report.health.lost(ours, 2, 3);

        report.run(MINUTE);

        assertThat(report.metrics())
                .containsEntry("tracers.trace_chunks_dropped reason:" + common, 2)
                .containsEntry("tracers.spans_dropped reason:" + common, 3);
    }

    @Test
    void filtered_traces_are_dropped_ones() {
        report.health.tracesFiltered.add(2);

        report.run(MINUTE);

        assertThat(report.metrics()).containsEntry("tracers.trace_chunks_dropped reason:trace_filter", 2);
    }

    @Test
    void two_reasons_with_one_name_add_up() {
        report.health.lost("agent.unreachable", 1, 1);
        report.health.lost("agent.timeout", 2, 2);

        report.run(MINUTE);

        assertThat(report.metrics()).containsEntry("tracers.trace_chunks_dropped reason:send_failure", 3);
    }

    @Test
    void a_total_that_did_not_grow_is_not_told_again() {
        report.health.tracesSent.add(4);
        report.run(Duration.ofMinutes(3));

        assertThat(report.metrics()).containsEntry("tracers.trace_chunks_sent", 4);
        assertThat(report.series("trace_chunks_sent")).hasSize(1);
    }

    @Test
    void reports_that_failed_are_counted_by_their_kind_and_way() {
        report.close();
        try (FakeAgent intake = FakeAgent.start().info(AgentInfo.defaults().withEndpoints(IntakeRoute.PATH));
                ReportUnderTest reports = new ReportUnderTest(
                        new IntakeRoute(AgentAddress.parse(intake.url().toString()), "the-key", Duration.ofSeconds(5)),
                        "",
                        false)) {
            reports.agent().stopListening();
            reports.start();
            TelemetryMetrics metrics = new TelemetryMetrics(true, new ManualTime(), Duration.ofSeconds(10));
            new HealthReading(report.health, reports.sender().routes(), metrics).run();

            assertThat(metrics.counter("telemetry", "telemetry_api.requests", "endpoint:agentless")
                            .sum())
                    .isEqualTo(2);
            assertThat(metrics.counter("telemetry", "telemetry_api.requests", "endpoint:agent")
                            .sum())
                    .isEqualTo(1);
            assertThat(metrics.counter("telemetry", "telemetry_api.errors", "type:network")
                            .sum())
                    .isEqualTo(1);
        }
    }

    @Test
    void what_finds_no_room_is_not_lost_but_told_later() {
        TelemetryMetrics metrics = new TelemetryMetrics(true, new ManualTime(), Duration.ofSeconds(10));
        for (int i = 0; i < 1024; i++) {
            metrics.counter("tracers", "filler" + i % 512).increment();
            if (i == 511 || i == 1023) {
                metrics.endInterval();
            }
        }
        metrics.counter("tracers", "late").add(5);
        metrics.gauge("tracers", "level", 3);
        metrics.endInterval();
        metrics.takeNew();

        metrics.counter("tracers", "late").add(1);
        metrics.endInterval();

        assertThat(metrics.waiting()).isEqualTo(2);
        assertThat(new String(metrics.takeNew().get(0).payload(), StandardCharsets.UTF_8))
                .containsPattern("\"late\",\"points\":\\[\\[[0-9]+,6]]")
                .contains("\"level\"");
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
