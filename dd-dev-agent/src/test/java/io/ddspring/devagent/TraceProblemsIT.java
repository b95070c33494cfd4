/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.map;
import static io.ddspring.devagent.traces.Payloads.span;
import static io.ddspring.devagent.traces.Payloads.with;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(30)
class TraceProblemsIT {
    private static final Duration REST = Duration.ofSeconds(30);

    private final MovableClock clock = new MovableClock();
    private final DevAgent agent =
            DevAgent.builder().port(0).dogStatsDPort(0).clock(clock).start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    static Stream<Arguments> flaws() {
        String digits = "0123456789".repeat(2_501);
        return Stream.of(
                Arguments.of("duration", -5L, "duration -5 is negative"),
                Arguments.of("start", 1_700_000_000L, "start 1700000000 is before the year 2000"),
                Arguments.of("service", digits.substring(0, 101), "service has 101 characters, an Agent keeps 100: "),
                Arguments.of("name", digits.substring(0, 101), "name has 101 characters, an Agent keeps 100: "),
                Arguments.of("resource", digits.substring(0, 5001), "resource has 5001 characters"),
                Arguments.of("type", digits.substring(0, 101), "type has 101 characters, an Agent keeps 100: "),
                Arguments.of("meta", map("k", digits), "meta k has 25010 characters, an Agent keeps 25000: "),
                Arguments.of("meta", map("k", 1), "meta k is of type integer, not a string"),
                Arguments.of("meta", map("k", List.of(1)), "meta k is of type array, not a string"),
                Arguments.of("metrics", map("k", "1"), "metrics k is of type string, not a number"),
                Arguments.of("metrics", map("k", Double.NaN), "metrics k is NaN"));
    }

    @ParameterizedTest(name = "{2}")
    @MethodSource("flaws")
    void what_an_agent_would_change_or_refuse_is_told_once_for_a_trace_and_still_shown(
            String field, Object value, String reason) throws Exception {
        byte[] body =
                Payloads.of(List.of(with(span(1, 1, 0, "a"), field, value), with(span(1, 2, 1, "b"), field, value)));

        send(1, body);

        List<String> problems = connection.problems();
        assertThat(problems).hasSize(1);
        assertThat(problems.get(0)).startsWith("trace 0000000000000001, span 0000000000000001: ");
        assertThat(problems.get(0)).contains(reason).hasSizeLessThan(300);
        assertThat(connection.json("/api/traces/0000000000000001").at("/spans").size())
                .isEqualTo(2);
    }

    @Test
    void a_tag_of_a_wrong_type_is_shown_as_a_text() throws Exception {
        Map<String, Object> span = with(span(1, 1, 0, "a"), "meta", map("n", 12, "flag", true, "list", List.of()));
        span.put("metrics", map("rate", "fast", "rows", 3));

        send(1, Payloads.of(List.of(span)));

        JsonNode shown = connection.json("/api/traces/0000000000000001").at("/spans/0");
        assertThat(shown.at("/meta").toString())
                .isEqualTo("{\"n\":\"12\",\"flag\":\"true\",\"list\":\"(array)\",\"rate\":\"fast\"}");
        assertThat(shown.at("/metrics").toString()).isEqualTo("{\"rows\":3}");
    }

    @Test
    void a_parent_that_has_not_come_after_a_while_is_missing() throws Exception {
        send(1, Payloads.of(List.of(span(1, 1, 0, "a"), span(1, 3, 2, "c"))));
        send(1, Payloads.of(List.of(span(2, 1, 0, "a"), span(2, 3, 2, "c"))));
        clock.advance(REST.minusSeconds(1));
        assertThat(connection.problems()).isEmpty();

        send(1, Payloads.of(List.of(span(2, 2, 1, "b"))));
        clock.advance(REST);

        assertThat(connection.problems())
                .containsExactly(
                        "trace 0000000000000001, span 0000000000000003: its parent 0000000000000002 never came");
        assertThat(connection.json("/api/traces").at("/problems").intValue()).isEqualTo(1);
    }

    @Test
    void the_first_span_of_a_process_may_have_its_parent_elsewhere() throws Exception {
        Map<String, Object> local = with(span(1, 5, 4, "servlet.request"), "metrics", map("process_id", 77));
        send(1, Payloads.of(List.of(local, span(1, 6, 5, "child"))));

        clock.advance(REST);

        assertThat(connection.problems()).isEmpty();
    }

    @Test
    void an_id_used_twice_is_a_problem_even_in_two_payloads_but_not_for_unfinished_work() throws Exception {
        Map<String, Object> partial = with(span(2, 1, 0, "long"), "metrics", map("_dd.partial_version", 5));
        send(1, Payloads.of(List.of(span(1, 1, 0, "a"))));
        send(1, Payloads.of(List.of(span(1, 1, 0, "a"))));
        send(1, Payloads.of(List.of(partial)));
        send(1, Payloads.of(List.of(span(2, 1, 0, "long"))));

        clock.advance(REST);

        assertThat(connection.problems())
                .containsExactly("trace 0000000000000001, span 0000000000000001: another one has this id");
    }

    @Test
    void headers_that_an_agent_needs_are_missed() throws Exception {
        byte[] body = Payloads.of(List.of(span(1, 1, 0, "a")));
        connection.send("PUT", "/v0.4/traces", body, "X-Datadog-Trace-Count", "1");
        connection.send("PUT", "/v0.4/traces", body, "Content-Type", "application/json", "X-Datadog-Trace-Count", "1");
        connection.send("PUT", "/v0.4/traces", body, "Content-Type", "application/msgpack; charset=binary");

        assertThat(connection.problems())
                .containsExactly(
                        "Content-Type is missing, expected application/msgpack",
                        "Content-Type is application/json, expected application/msgpack",
                        "X-Datadog-Trace-Count is missing, the body has 1 traces");
    }

    private void send(int count, byte[] body) throws Exception {
        connection.send(
                "PUT",
                "/v0.4/traces",
                body,
                "Content-Type",
                "application/msgpack",
                "X-Datadog-Trace-Count",
                Integer.toString(count));
    }
}
