/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigType;
import io.ddspring.test.Answer;
import io.ddspring.test.Fault;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class TelemetryLifeIT {
    private static final Duration MINUTE = Duration.ofMinutes(1);

    private ClientUnderTest report = new ClientUnderTest();

    @AfterEach
    void close() {
        report.close();
    }

    @Test
    void a_whole_life_begins_with_one_start_and_beats_on_a_grid() {
        report.run(Duration.ofMinutes(10));

        List<JsonNode> bodies =
                report.requests().stream().map(ReportUnderTest::json).toList();
        assertThat(report.types()).startsWith("app-started").doesNotContainSequence("app-started", "app-started");
        assertThat(report.payloads("app-started")).hasSize(1);
        assertThat(bodies)
                .extracting(body -> body.path("seq_id").asInt())
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, bodies.size()).boxed().toList());
        assertThat(bodies.stream()
                        .skip(1)
                        .map(body -> body.path("tracer_time").asLong()
                                - bodies.get(0).path("tracer_time").asLong()))
                .containsExactly(0L, 60L, 120L, 180L, 240L, 300L, 360L, 420L, 480L, 540L, 600L);
    }

    @Test
    void a_beat_that_came_late_is_not_made_up_for() {
        report.run(Duration.ZERO);
        report.agent().clear();
        report.time.pass(Duration.ofSeconds(200));

        report.client.step();
        report.client.step();

        assertThat(report.requests()).hasSize(1);
        assertThat(report.run(Duration.ofSeconds(59)).requests()).hasSize(1);
        assertThat(report.run(Duration.ofSeconds(2)).requests()).hasSize(2);
    }

    @Test
    void a_start_that_is_not_taken_is_tried_three_times_and_then_with_every_heartbeat() {
        report.agent().answer(AgentRoute.PATH, request -> Answer.text(500, "not now"));

        report.run(Duration.ofSeconds(130));

        List<Long> seconds = report.agent().requests(AgentRoute.PATH).stream()
                .map(request ->
                        ReportUnderTest.json(request).path("tracer_time").asLong())
                .toList();
        assertThat(report.agent().requests(AgentRoute.PATH))
                .allSatisfy(request ->
                        assertThat(request.header("DD-Telemetry-Request-Type")).isEqualTo("app-started"));
        assertThat(seconds.stream().map(second -> second - seconds.get(0))).containsExactly(0L, 0L, 1L, 61L, 121L);
    }

    @Test
    void with_the_agent_away_for_three_intervals_nothing_gathers_and_the_start_still_comes_first() {
        report.agent().stopListening();
        report.health.spans.finished("tomcat-server");
        report.run(Duration.ofMinutes(3));
        Map<String, Object> early = report.client.status();
        for (int i = 0; i < 5000; i++) {
            report.health.tracesEnqueued.increment();
            report.client.metrics().distribution("tracers", "d").add(i);
            report.client.logs().add(TelemetryLogs.Level.WARN, "message " + i, "", null);
            report.time.pass(Duration.ofSeconds(10));
            report.client.metrics().endInterval();
        }
        report.agent().startListening();

        report.run(MINUTE);

        assertThat(early).containsEntry("started", false);
        assertThat((Map<?, ?>) early.get("waiting"))
                .allSatisfy((what, amount) -> assertThat(((Number) amount).longValue())
                        .as(what.toString())
                        .isLessThan(30));
        assertThat(report.types()).startsWith("app-started");
        assertThat(report.payloads("app-started")).hasSize(1);
        assertThat(report.series("spans_finished")).hasSize(1);
        assertThat(report.points("generate-metrics")).isLessThanOrEqualTo(1024 + 60);
        assertThat(report.points("distributions")).isLessThanOrEqualTo(1024 + 60);
        assertThat(report.payloads("logs").get(0).path("logs")).hasSize(10);
    }

    @Test
    void twenty_thousand_libraries_of_more_than_five_megabytes_all_arrive_in_bodies_of_limited_size() {
        String padding = "x".repeat(250);
        String components = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"purl\":\"pkg:maven/org.acme/library-" + i + padding + "@1." + i + "\"}")
                .collect(Collectors.joining(","));
        report.close();
        report = ClientUnderTest.withBill("{\"components\":[" + components + "]}");

        report.run(Duration.ofMinutes(3));

        Set<String> names = new HashSet<>();
        List<String> all = new ArrayList<>();
        report.payloads("app-dependencies-loaded")
                .forEach(payload -> payload.path("dependencies").forEach(library -> {
                    names.add(library.path("name").asText());
                    all.add(library.path("version").asText());
                }));
        assertThat(names).hasSize(20_000);
        assertThat(all).hasSize(20_000);
        assertThat(report.requests())
                .allSatisfy(request -> assertThat(request.body().length).isLessThan(5_000_000));
        assertThat(report.requests().stream()
                        .mapToLong(request -> request.body().length)
                        .sum())
                .isGreaterThan(5_000_000);
    }

    @Test
    void settings_of_more_than_five_megabytes_all_arrive_in_bodies_of_limited_size() {
        String long100k = "v".repeat(100_000);
        report.close();
        report = new ClientUnderTest(IntStream.range(0, 60)
                .boxed()
                .flatMap(i -> Stream.of("DD_BIG_" + i, long100k))
                .toArray(String[]::new));
        IntStream.range(0, 60)
                .forEach(i ->
                        report.configuration.get(ConfigKey.of("dd.big." + i, ConfigType.TEXT, "", "Something large.")));

        report.run(Duration.ofMinutes(2));

        Set<String> names = new HashSet<>();
        for (String type : List.of("app-started", "app-client-configuration-change")) {
            report.payloads(type)
                    .forEach(payload -> payload.path("configuration").forEach(setting -> {
                        if (setting.path("value").asText().length() == long100k.length()) {
                            names.add(setting.path("name").asText());
                        }
                    }));
        }
        assertThat(names).hasSize(60);
        assertThat(report.requests())
                .allSatisfy(request -> assertThat(request.body().length).isLessThan(5_000_000));
    }

    @Test
    void the_end_is_told_after_what_is_left() {
        report.client.start();
        report.agent().awaitRequests(AgentRoute.PATH, 2);
        report.health.spans.finished("last");

        report.client.close();

        assertThat(report.types()).last().isEqualTo("app-closing");
        assertThat(ReportUnderTest.json(report.requests().get(report.requests().size() - 1))
                        .has("payload"))
                .isFalse();
        assertThat(report.series("spans_finished").get(0).path("tags").get(0).asText())
                .isEqualTo("integration_name:last");
        assertThat(threads()).isEmpty();
    }

    @Test
    void the_end_of_what_could_not_be_started_is_not_told() {
        report.agent().stopListening();
        report.client.start();

        report.client.close();
        report.agent().startListening();

        assertThat(report.requests()).isEmpty();
        assertThat(threads()).isEmpty();
    }

    @Test
    void a_pause_leaves_no_thread_and_does_not_end_anything() {
        report.client.start();
        report.agent().awaitRequests(AgentRoute.PATH, 2);

        report.client.pause();
        assertThat(threads()).isEmpty();
        report.client.start();
        report.client.close();

        assertThat(report.types()).containsOnlyOnce("app-started").last().isEqualTo("app-closing");
    }

    @Test
    void what_is_closed_after_a_pause_opens_the_way_again_to_report_the_end() {
        report.client.start();
        report.agent().awaitRequests(AgentRoute.PATH, 2);
        report.health.spans.finished("last");
        report.client.pause();
        report.agent.close();

        report.client.close();

        assertThat(report.types()).last().isEqualTo("app-closing");
        assertThat(report.series("spans_finished")).hasSize(1);
        assertThat(report.agent.isOpen()).isFalse();
        assertThat(threads()).isEmpty();
    }

    @Test
    void the_end_takes_five_seconds_at_most_before_an_agent_that_never_answers() {
        report.client.start();
        report.agent().awaitRequests(AgentRoute.PATH, 2);
        report.agent().failUntilCleared(Fault.neverAnswer());
        long before = System.nanoTime();

        report.client.close();

        assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThanOrEqualTo(Duration.ofSeconds(5));
    }

    @Test
    void a_day_later_everything_is_told_again() {
        report.close();
        report = ClientUnderTest.withBill("{\"components\":[{\"purl\":\"pkg:maven/org.acme/orders@1.2\"}]}");
        report.instrumentation.active("spring-web", "interceptor");
        report.run(Duration.ofHours(24).plusMinutes(2));

        JsonNode everything = report.payloads("app-extended-heartbeat").get(0);
        assertThat(report.payloads("app-extended-heartbeat")).hasSize(1);
        assertThat(everything.path("configuration").findValuesAsText("name"))
                .containsAll(report.payloads("app-started")
                        .get(0)
                        .path("configuration")
                        .findValuesAsText("name"));
        assertThat(everything.path("dependencies")).hasToString("[{\"name\":\"org.acme:orders\",\"version\":\"1.2\"}]");
        assertThat(everything.path("integrations").findValuesAsText("name")).containsExactly("spring-web");
    }

    @Test
    void the_status_tells_what_was_sent_and_what_is_next() {
        report.run(Duration.ofSeconds(20));

        Map<String, Object> status = report.client.status();

        assertThat(status)
                .containsEntry("started", true)
                .containsEntry("endpoint", "agent")
                .containsEntry("url", report.agent().url().toString())
                .containsEntry("next-report-seconds", 40L);
        assertThat(status)
                .extracting("last-sent")
                .asInstanceOf(InstanceOfAssertFactories.LIST)
                .hasSize(2)
                .first()
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("type", "app-started")
                .containsEntry("outcome", "delivered")
                .containsEntry("bytes", report.requests().get(0).body().length);
    }

    private static Set<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("dd-telemetry"::equals)
                .collect(Collectors.toSet());
    }
}
