/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.Answer;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryLoopIT {
    private final ReportUnderTest report = new ReportUnderTest();

    @AfterEach
    void close() {
        report.close();
    }

    @Test
    void the_start_comes_first_and_once_then_what_is_known_by_then() {
        report.news("early").start();
        report.start();

        assertThat(report.types()).containsExactly("app-started", "message-batch [app-heartbeat][logs]");
    }

    @Test
    void a_heartbeat_without_news_comes_alone_and_without_payload() {
        report.start();
        report.heartbeat();

        assertThat(report.types()).containsExactly("app-started", "app-heartbeat", "app-heartbeat");
        assertThat(ReportUnderTest.json(report.requests().get(1)).has("payload"))
                .isFalse();
    }

    @Test
    void headers_say_what_the_body_says() {
        report.start();
        report.news("news").heartbeat();

        for (ReceivedRequest request : report.requests()) {
            JsonNode body = ReportUnderTest.json(request);
            assertThat(request.header("DD-Telemetry-Request-Type"))
                    .isEqualTo(body.path("request_type").asText());
            assertThat(request.header("DD-Telemetry-API-Version"))
                    .isEqualTo(body.path("api_version").asText())
                    .isEqualTo("v2");
            assertThat(request.header("DD-Client-Library-Language"))
                    .isEqualTo(body.path("application").path("language_name").asText())
                    .isEqualTo("jvm");
            assertThat(request.header("DD-Client-Library-Version"))
                    .isEqualTo(body.path("application").path("tracer_version").asText());
            assertThat(request.header("DD-Session-ID"))
                    .isEqualTo(body.path("runtime_id").asText())
                    .isEqualTo(ReportUnderTest.RUNTIME_ID);
            assertThat(request.header("DD-Root-Session-ID")).isNull();
            assertThat(request.header("Content-Type")).isEqualTo("application/json; charset=utf-8");
            assertThat(request.header("Datadog-Container-ID")).isEqualTo("the-container");
            assertThat(request.header("Datadog-Entity-ID")).isEqualTo("ci-the-container");
            assertThat(request.header("Datadog-External-Env")).isEqualTo("the-workload");
            assertThat(request.header("X-Datadog-Test-Session-Token")).isEqualTo("the-session");
            assertThat(request.headerNames()).noneMatch(name -> name.startsWith("Datadog-Meta"));
        }
    }

    @Test
    void requests_are_numbered_from_one() {
        report.start();
        report.heartbeat();
        report.heartbeat();

        assertThat(report.requests().stream()
                        .map(request ->
                                ReportUnderTest.json(request).path("seq_id").asInt()))
                .containsExactly(1, 2, 3, 4);
    }

    @Test
    void nothing_is_sent_before_the_start_and_nothing_is_lost_meanwhile() {
        report.agent().stopListening();
        report.news("early");
        for (int interval = 0; interval < 3; interval++) {
            assertThat(report.start()).isFalse();
        }
        report.agent().startListening();

        report.start();

        assertThat(report.types()).containsExactly("app-started", "message-batch [app-heartbeat][logs]");
    }

    @Test
    void what_failed_is_sent_once_more() {
        report.start();
        report.agent().stopListening();
        report.news("first").heartbeat();
        report.agent().startListening();
        report.agent().clear();

        report.news("second").heartbeat();

        assertThat(report.types())
                .containsExactly("message-batch [app-heartbeat][logs]", "message-batch [app-heartbeat][logs]");
        assertThat(report.requests().get(0).bodyAsText()).contains("\"first\"");
        assertThat(report.requests().get(1).bodyAsText()).contains("\"second\"");
    }

    @Test
    void what_failed_twice_is_dropped() {
        report.start();
        report.agent().stopListening();
        report.news("lost").heartbeat();
        report.heartbeat();
        report.agent().startListening();
        report.agent().clear();

        report.heartbeat();

        assertThat(report.types()).containsExactly("app-heartbeat");
    }

    @Test
    void an_agent_that_takes_no_reports_gets_each_only_once() {
        report.start();
        report.agent().answer(AgentRoute.PATH, request -> Answer.text(404, "disabled"));
        report.news("unwanted").heartbeat();
        report.agent().clear();
        report.agent().answer(AgentRoute.PATH, request -> Answer.json("{}"));

        report.heartbeat();

        assertThat(report.types()).containsExactly("app-heartbeat");
    }

    @Test
    void everything_is_told_again_with_one_heartbeat_and_until_it_is_delivered() {
        report.start();
        report.agent().clear();
        report.loop().repeatEverything();
        report.agent().stopListening();
        report.heartbeat();
        report.agent().startListening();
        report.heartbeat();
        report.heartbeat();

        assertThat(report.types()).containsExactly("app-extended-heartbeat", "app-heartbeat", "app-heartbeat");
    }

    @Test
    void what_cannot_be_told_at_once_does_not_keep_news_from_being_told() {
        report.start();
        report.agent().clear();
        report.loop().repeatEverything();
        report.breakWhole(true);

        report.news("news").heartbeat();

        assertThat(report.types()).containsExactly("message-batch [app-heartbeat][logs]");
    }

    @Test
    void a_start_that_cannot_be_told_is_told_when_it_can() {
        report.breakWhole(true);
        assertThat(report.start()).isFalse();
        report.breakWhole(false);

        assertThat(report.start()).isTrue();
        assertThat(report.types()).containsExactly("app-started", "app-heartbeat");
    }

    @Test
    void what_waits_beyond_four_requests_is_lost_the_oldest_first() {
        report.start();
        report.agent().clear();
        for (int i = 0; i < 40; i++) {
            report.news(i + " ".repeat(1_000_000));
        }

        for (int beat = 0; beat < 20; beat++) {
            report.heartbeat();
        }

        List<Integer> arrived = new ArrayList<>();
        for (ReceivedRequest request : report.requests()) {
            ReportUnderTest.json(request).path("payload").forEach(message -> {
                if (message.path("request_type").asText().equals("logs")) {
                    arrived.add(Integer.valueOf(
                            message.path("payload").path("text").asText().trim()));
                }
            });
        }
        assertThat(arrived).isSorted().hasSizeBetween(10, 16).last().isEqualTo(39);
        assertThat(arrived.get(0)).isEqualTo(40 - arrived.size());
    }

    @Test
    void the_end_comes_last_and_alone() {
        report.start();
        report.news("late");
        report.loop().end();

        assertThat(report.types())
                .containsExactly("app-started", "app-heartbeat", "message-batch [app-heartbeat][logs]", "app-closing");
    }

    @Test
    void an_end_without_a_start_is_not_told() {
        report.loop().end();

        assertThat(report.types()).isEmpty();
    }

    @Test
    void large_news_are_spread_over_requests_below_the_limit() {
        report.start();
        String large = "x".repeat(1_500_000);
        for (int i = 0; i < 8; i++) {
            report.news(large);
        }
        report.agent().clear();

        report.heartbeat();
        report.heartbeat();

        assertThat(report.requests()).hasSizeGreaterThan(3).allSatisfy(request -> assertThat(request.body().length)
                .isLessThan(5_000_000));
        assertThat(report.types().stream()
                        .mapToInt(type -> Collections.frequency(List.of(type.split("[\\[\\]]", -1)), "logs"))
                        .sum())
                .isEqualTo(8);
    }

    @Test
    void the_messages_of_a_request_are_in_the_order_of_the_protocol() {
        report.start();
        report.agent().clear();
        for (TelemetryType type : List.of(
                TelemetryType.ENDPOINTS,
                TelemetryType.PRODUCTS,
                TelemetryType.LOGS,
                TelemetryType.DISTRIBUTIONS,
                TelemetryType.METRICS,
                TelemetryType.DEPENDENCIES,
                TelemetryType.INTEGRATIONS,
                TelemetryType.CONFIGURATION)) {
            report.news(TelemetryMessage.of(type, json -> json.writeStringField("a", "b")));
        }

        report.heartbeat();

        assertThat(report.types())
                .containsExactly("message-batch [app-heartbeat][app-client-configuration-change]"
                        + "[app-integrations-change][app-dependencies-loaded][generate-metrics][distributions][logs]"
                        + "[app-product-change][app-endpoints]");
    }

    @Test
    void what_waits_while_the_agent_is_away_does_not_grow() {
        report.start();
        report.agent().stopListening();
        report.news("x".repeat(1000)).heartbeat();
        report.heartbeat();
        report.news("x".repeat(1000)).heartbeat();
        long before = report.loop().waitingBytes();
        for (int i = 0; i < 100; i++) {
            report.news("x".repeat(1000)).heartbeat();
        }

        assertThat(report.loop().waitingBytes()).isPositive().isLessThanOrEqualTo(2 * before);
    }

    @Test
    void reports_of_debugging_and_of_a_session_that_began_elsewhere_say_so() {
        try (ReportUnderTest debugging = new ReportUnderTest(null, "11111111-2222-4222-8222-222222222222", true)) {
            debugging.start();

            ReceivedRequest request = debugging.requests().get(0);
            assertThat(request.header("DD-Telemetry-Debug-Enabled")).isEqualTo("true");
            assertThat(ReportUnderTest.json(request).path("debug").asBoolean()).isTrue();
            assertThat(request.header("DD-Root-Session-ID")).isEqualTo("11111111-2222-4222-8222-222222222222");
        }
        report.start();
        assertThat(ReportUnderTest.json(report.requests().get(0)).has("debug")).isFalse();
        assertThat(report.requests().get(0).header("DD-Telemetry-Debug-Enabled"))
                .isNull();
    }
}
