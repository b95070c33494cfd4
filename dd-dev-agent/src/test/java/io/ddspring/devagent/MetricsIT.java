/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.AgentConnection.JSON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.vendor.jackson.databind.JsonNode;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class MetricsIT {
    private final DevAgent agent = DevAgent.builder()
            .port(0)
            .dogStatsDPort(0)
            .clock(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC))
            .start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void shows_metrics_events_and_checks() throws Exception {
        JsonNode shown = send(
                "orders.placed:1|c|@0.5|#env:prod,service:orders|c:ci-0123abcd\norders.placed:3|c|#env:prod,service:orders",
                "heap:7.5|g|T1600000000\nusers:bob|s",
                "_e{5,7}:hé|l|a\\nb|xy|t:error|#a:b\n_sc|db|2|h:here|m:down");

        assertThat(shown).isEqualTo(JSON.readTree("""
                {"series":[{"name":"end","type":"count","tags":[],"last":1.0,"sum":1.0,"lastMillis":1700000000000,
                            "count":1,"points":[[1700000000000,1.0]]},
                           {"name":"users","type":"set","tags":[],"last":"bob","lastMillis":1700000000000,"count":1,
                            "points":[]},
                           {"name":"heap","type":"gauge","tags":[],"last":7.5,"sum":7.5,"lastMillis":1600000000000,
                            "count":1,"points":[[1600000000000,7.5]]},
                           {"name":"orders.placed","type":"count","tags":["env:prod","service:orders"],"last":3.0,
                            "sum":5.0,"lastMillis":1700000000000,"count":2,
                            "points":[[1700000000000,2.0],[1700000000000,3.0]]}],
                 "events":[{"timeMillis":1700000000000,"title":"hé|l","text":"a\\nb|xy","alertType":"error",
                            "priority":"","host":"","source":"","aggregationKey":"","tags":["a:b"]}],
                 "checks":[{"timeMillis":1700000000000,"name":"db","status":"critical","host":"here","message":"down",
                            "tags":[]}],
                 "port":%d}""".formatted(agent.dogStatsDPort())));
        assertThat(connection.problems()).isEmpty();
        connection.send("DELETE", "/api/metrics", "");
        assertThat(connection.json("/api/metrics").at("/series").size()).isZero();
    }

    @Test
    void a_line_that_cannot_be_read_is_a_problem_and_the_others_count() throws Exception {
        JsonNode shown = send("good:1|c\n<bad>\nalso.good:1|g");

        assertThat(shown.at("/series").findValuesAsText("name")).containsExactly("end", "also.good", "good");
        assertThat(connection.problems())
                .containsExactly("neither name:value|type, nor an event, nor a service check: <bad>");
        assertThat(connection.json("/api/problems").at("/problems/0/request").textValue())
                .isEqualTo("POST /dogstatsd/v2/proxy");
    }

    @Test
    void takes_another_port_if_the_wanted_one_is_taken_or_none_if_told() throws Exception {
        int taken = agent.dogStatsDPort();
        try (DevAgent second = DevAgent.builder().port(0).dogStatsDPort(taken).start();
                DevAgent none = DevAgent.builder().port(0).dogStatsDPort(-1).start()) {
            assertThat(second.dogStatsDPort()).isPositive().isNotEqualTo(taken);
            assertThat(none.dogStatsDPort()).isZero();
            AgentConnection toNone = new AgentConnection(none);
            assertThat(toNone.json("/info").at("/config/statsd_port").isMissingNode())
                    .isTrue();
            assertThat(toNone.json("/api/metrics").at("/port").intValue()).isZero();
            assertThat(Thread.getAllStackTraces().keySet().stream()
                            .filter(thread -> thread.getName().equals("dd-dev-agent-statsd")))
                    .hasSizeGreaterThanOrEqualTo(2)
                    .allMatch(Thread::isDaemon);
        }
        assertThatThrownBy(() -> DevAgent.builder().dogStatsDPort(65_536).start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    /** What is shown once all datagrams, and one of the series {@code end} after them, were taken. */
    private JsonNode send(String... datagrams) throws Exception {
        try (DatagramSocket socket = new DatagramSocket()) {
            for (String datagram : datagrams) {
                send(socket, datagram);
            }
            send(socket, "end:1|c");
        }
        return connection.jsonWhen(
                "/api/metrics",
                shown -> shown.at("/series").findValuesAsText("name").contains("end"));
    }

    private void send(DatagramSocket socket, String datagram) throws Exception {
        byte[] bytes = datagram.getBytes(StandardCharsets.UTF_8);
        socket.send(new DatagramPacket(bytes, bytes.length, InetAddress.getByName("127.0.0.1"), agent.dogStatsDPort()));
    }
}
