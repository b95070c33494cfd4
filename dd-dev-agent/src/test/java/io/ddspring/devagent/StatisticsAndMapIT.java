/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.map;
import static io.ddspring.devagent.traces.Payloads.span;
import static io.ddspring.devagent.traces.Payloads.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.sketch.ddsketch.DDSketch;
import io.ddspring.vendor.sketch.ddsketch.mapping.LogarithmicMapping;
import io.ddspring.vendor.sketch.ddsketch.store.CollapsingLowestDenseStore;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class StatisticsAndMapIT {
    private final DevAgent agent = DevAgent.builder().port(0).dogStatsDPort(0).start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void statistics_of_a_tracer_are_merged_over_time() throws Exception {
        double[] fast = {1e6, 2e6, 3e6};
        double[] slow = {90e6};
        send(stats(0, group("GET /a", 3, 0, 6_000_000L, sketch(fast), sketch())));
        send(stats(10, group("GET /a", 1, 1, 90_000_000L, sketch(), sketch(slow))));

        JsonNode answer = connection.json("/api/stats");

        assertThat(answer.at("/source").textValue()).isEqualTo("client");
        assertThat(answer.at("/buckets").intValue()).isEqualTo(2);
        assertThat(answer.at("/resources").size()).isEqualTo(1);
        JsonNode resource = answer.at("/resources/0");
        assertThat(resource.at("/resource").textValue()).isEqualTo("GET /a");
        assertThat(resource.at("/status").intValue()).isEqualTo(200);
        assertThat(resource.at("/hits").intValue()).isEqualTo(4);
        assertThat(resource.at("/errors").intValue()).isEqualTo(1);
        assertThat(resource.at("/durationNanos").longValue()).isEqualTo(96_000_000L);
        assertThat(resource.at("/p50Nanos").doubleValue()).isCloseTo(2e6, Percentage.withPercentage(2.5));
        assertThat(resource.at("/p99Nanos").doubleValue()).isCloseTo(3e6, Percentage.withPercentage(2.5));
        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void counts_that_contradict_each_other_are_problems() throws Exception {
        double[] one = {1e6};
        send(stats(0, group("GET /a", 3, 5, 1, sketch(one), new byte[] {9})));

        assertThat(connection.problems())
                .hasSize(2)
                .allMatch(reason -> reason.startsWith("group GET /a: "))
                .anyMatch(reason -> reason.contains("contradict each other"))
                .anyMatch(reason -> reason.contains("ErrorSummary: "));
        assertThat(connection
                        .send("POST", "/v0.6/stats", Payloads.encode(map("Stats", 1)))
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void of_a_tracer_that_computes_none_the_agent_counts_spans_that_enter_a_service_or_have_a_kind() throws Exception {
        List<Map<String, Object>> spans = new ArrayList<>();
        spans.add(
                with(span(1, 1, 0, "servlet.request"), "meta", map("span.kind", "server", "http.status_code", "500")));
        spans.get(0).put("error", 1);
        spans.add(with(with(span(1, 2, 1, "work"), "meta", map()), "metrics", map()));
        spans.add(with(span(1, 3, 2, "http.request"), "meta", map("span.kind", "client")));
        putTraces(Payloads.of(spans));

        JsonNode answer = connection.json("/api/stats");

        assertThat(answer.at("/source").textValue()).isEqualTo("agent");
        assertThat(answer.findValuesAsText("name")).containsExactly("http.request", "servlet.request");
        assertThat(answer.at("/resources/1/errors").intValue()).isEqualTo(1);
        assertThat(answer.at("/resources/1/status").intValue()).isEqualTo(500);
        assertThat(answer.at("/resources/1/topLevelHits").intValue()).isEqualTo(1);
        assertThat(answer.at("/resources/1/p50Nanos").doubleValue()).isCloseTo(1.5e6, Percentage.withPercentage(1.6));
        connection.send("DELETE", "/api/stats", "");
        assertThat(connection.json("/api/stats").at("/resources").size()).isZero();
    }

    @Test
    void traces_of_a_tracer_that_computes_statistics_are_not_counted_again() throws Exception {
        putTraces(Payloads.of(List.of(span(1, 1, 0, "a"))), "Datadog-Client-Computed-Stats", "t");

        assertThat(connection.json("/api/stats").at("/resources").size()).isZero();
    }

    @Test
    void the_map_shows_services_databases_and_calls_between_them() throws Exception {
        Map<String, Object> call = with(span(1, 2, 1, "http.request"), "meta", map("span.kind", "client"));
        Map<String, Object> served = with(span(1, 3, 2, "servlet.request"), "service", "stock");
        served.put("error", 1);
        Map<String, Object> query = with(
                with(span(1, 4, 3, "postgresql.query"), "service", "postgresql"),
                "meta",
                map("span.kind", "client", "_dd.base_service", "stock"));
        putTraces(Payloads.of(List.of(span(1, 1, 0, "servlet.request"), call, served, query)));

        JsonNode map = connection.json("/api/map");

        assertThat(map.at("/services").findValuesAsText("name")).containsExactly("postgresql", "shop", "stock");
        assertThat(map.at("/calls").toString())
                .isEqualTo(
                        "[{\"from\":\"shop\",\"to\":\"stock\",\"calls\":1,\"errors\":1,\"durationNanos\":1500000},"
                                + "{\"from\":\"stock\",\"to\":\"postgresql\",\"calls\":1,\"errors\":0,\"durationNanos\":1500000}]");
        assertThat(map.at("/services/1/spans").doubleValue()).isCloseTo(2, within(0.0));
    }

    @Test
    void a_service_that_calls_itself_is_no_unknown_host() throws Exception {
        Map<String, Object> call =
                with(span(1, 2, 1, "http.request"), "meta", map("span.kind", "client", "peer.hostname", "127.0.0.1"));
        Map<String, Object> served = with(span(1, 3, 2, "servlet.request"), "meta", map("span.kind", "server"));
        putTraces(Payloads.of(List.of(span(1, 1, 0, "servlet.request"), call, served)));

        JsonNode map = connection.json("/api/map");

        assertThat(map.at("/services").findValuesAsText("name")).containsExactly("shop");
        assertThat(map.at("/calls/0/from").textValue()).isEqualTo("shop");
        assertThat(map.at("/calls/0/to").textValue()).isEqualTo("shop");
    }

    private void send(byte[] body) throws Exception {
        assertThat(connection
                        .send("PUT", "/v0.6/stats", body, "Content-Type", "application/msgpack")
                        .statusCode())
                .isEqualTo(200);
    }

    private void putTraces(byte[] body, String... headers) throws Exception {
        List<String> all =
                new ArrayList<>(List.of("Content-Type", "application/msgpack", "X-Datadog-Trace-Count", "1"));
        all.addAll(List.of(headers));
        connection.send("PUT", "/v0.4/traces", body, all.toArray(String[]::new));
    }

    private static byte[] stats(int second, Map<String, Object> group) {
        return Payloads.encode(map(
                "Hostname",
                "h",
                "Env",
                "dev",
                "Stats",
                List.of(map(
                        "Start",
                        Payloads.START_NANOS + second * 1_000_000_000L,
                        "Duration",
                        10_000_000_000L,
                        "Stats",
                        List.of(group)))));
    }

    private static Map<String, Object> group(
            String resource, int hits, int errors, long durationNanos, byte[] ok, byte[] failed) {
        return map(
                "Service",
                "shop",
                "Name",
                "servlet.request",
                "Resource",
                resource,
                "HTTPStatusCode",
                200,
                "Type",
                "web",
                "SpanKind",
                "server",
                "Hits",
                hits,
                "Errors",
                errors,
                "TopLevelHits",
                hits,
                "Duration",
                durationNanos,
                "OkSummary",
                ok,
                "ErrorSummary",
                failed,
                "Synthetics",
                false,
                "IsTraceRoot",
                1,
                "PeerTags",
                List.of());
    }

    private static byte[] sketch(double... nanos) {
        DDSketch sketch = new DDSketch(new LogarithmicMapping(0.0078125), () -> new CollapsingLowestDenseStore(2048));
        for (double value : nanos) {
            sketch.accept(value);
        }
        ByteBuffer message = sketch.serialize();
        byte[] bytes = new byte[message.remaining()];
        message.get(bytes);
        return bytes;
    }
}
