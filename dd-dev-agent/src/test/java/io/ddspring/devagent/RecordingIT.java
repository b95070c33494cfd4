/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(30)
class RecordingIT {
    private static final int MEBIBYTE = 1024 * 1024;

    private final DevAgent agent = agent();
    private final DevAgent other = agent();
    private final AgentConnection connection = new AgentConnection(agent);
    private final AgentConnection toOther = new AgentConnection(other);

    private static DevAgent agent() {
        return DevAgent.builder()
                .port(0)
                .dogStatsDPort(0)
                .maxBytes(4 * MEBIBYTE)
                .maxBodyBytes(3 * MEBIBYTE)
                .clock(new MovableClock())
                .start();
    }

    @AfterEach
    void stop() {
        agent.close();
        other.close();
    }

    @Test
    void what_one_agent_has_received_is_shown_by_another_that_reads_its_recording() throws Exception {
        putTraces(Payloads.of(List.of(span(1, 1, 0, "a"), span(1, 2, 1, "b"))));
        putTraces(Payloads.of(List.of(span(2, 1, 0, "c"))));
        connection.send("POST", "/dogstatsd/v2/proxy", "orders:1|c\nheap:3|g\n");
        connection.send("POST", "/profiling/v1/input?x=1", "p".getBytes(StandardCharsets.UTF_8));
        putTraces("garbage".getBytes(StandardCharsets.UTF_8));

        HttpResponse<byte[]> file = connection.get("/api/recording");
        HttpResponse<byte[]> answer = toOther.send("POST", "/api/recording", file.body());

        assertThat(file.headers().firstValue("Content-Disposition").orElseThrow())
                .startsWith("attachment; ");
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"payloads\":4,\"taken\":4}");
        assertThat(toOther.json("/api/traces").at("/kept").intValue()).isEqualTo(2);
        for (String path : List.of("/api/traces/0000000000000001", "/api/stats", "/api/payloads", "/api/map")) {
            assertThat(toOther.json(path)).as(path).isEqualTo(connection.json(path));
        }
        assertThat(toOther.json("/api/metrics").at("/series"))
                .isEqualTo(connection.json("/api/metrics").at("/series"));
        assertThat(toOther.get("/api/recording").body()).isEqualTo(file.body());
    }

    @Test
    void an_agent_reads_the_largest_recording_it_can_write() throws Exception {
        byte[] large = new byte[2 * MEBIBYTE];
        connection.send("POST", "/profiling/v1/input", large);
        connection.send("POST", "/profiling/v1/input", large);
        connection.send("POST", "/profiling/v1/input", new byte[1000]);

        HttpResponse<byte[]> answer = toOther.send(
                "POST", "/api/recording", connection.get("/api/recording").body());

        JsonNode taken = AgentConnection.JSON.readTree(answer.body());
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(taken.at("/taken").intValue())
                .isPositive()
                .isEqualTo(taken.at("/payloads").intValue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{\"version\":2,\"payloads\":[]}",
                "{\"version\":1,\"payloads\":[{\"time\":\"soon\"}]}",
                "{\"version\":1,\"payloads\":[{\"time\":\"2026-01-01T00:00:00Z\",\"body\":\"*\"}]}",
                "{\"version\":1,\"payloads\":["
            })
    void another_file_is_refused_as_a_whole(String file) throws Exception {
        HttpResponse<byte[]> answer = connection.send("POST", "/api/recording", file);

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).contains("recording");
    }

    @Test
    void payloads_for_paths_that_nobody_takes_are_counted_but_not_taken() throws Exception {
        HttpResponse<byte[]> answer = connection.send(
                "POST",
                "/api/recording",
                "{\"version\":1,\"payloads\":[{\"time\":\"2026-01-01T00:00:00Z\",\"method\":\"POST\",\"path\":\"/x\"}]}");

        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo("{\"payloads\":1,\"taken\":0}");
    }

    private void putTraces(byte[] body) throws Exception {
        connection.send("PUT", "/v0.4/traces", body, "Content-Type", "application/msgpack");
    }
}
