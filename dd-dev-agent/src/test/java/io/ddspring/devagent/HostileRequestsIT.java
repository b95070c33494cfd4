/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.span;
import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Requests that are broken or mean no good: each is answered, and the agent goes on. */
@Timeout(60)
class HostileRequestsIT {
    private final DevAgent agent = DevAgent.builder().port(0).dogStatsDPort(-1).start();
    private final AgentConnection connection = new AgentConnection(agent);

    @AfterEach
    void stop() {
        agent.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v0.4/traces", "/api/recording"})
    void a_packed_body_that_ends_too_early_is_refused(String path) throws Exception {
        byte[] packed = gzip("x".repeat(1000).getBytes(StandardCharsets.UTF_8));
        for (byte[] body : List.of(new byte[0], new byte[] {1, 2, 3}, Arrays.copyOf(packed, packed.length - 12))) {
            assertThat(connection
                            .send("POST", path, body, "Content-Encoding", "gzip")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void a_body_that_unpacks_to_too_much_is_refused() throws Exception {
        byte[] bomb = gzip(new byte[80 * 1024 * 1024]);
        assertThat(connection
                        .send("POST", "/v0.4/traces", bomb, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(413);
        assertThat(connection
                        .send("POST", "/api/recording", bomb, "Content-Encoding", "gzip")
                        .statusCode())
                .isEqualTo(400);
    }

    @Test
    void traces_that_are_broken_at_their_end_are_refused_as_a_whole() throws Exception {
        byte[] body = Payloads.of(List.of(span(1, 1, 0, "a")), List.of(span(2, 1, 0, "b")));
        assertThat(connection
                        .send("PUT", "/v0.4/traces", Arrays.copyOf(body, body.length - 1))
                        .statusCode())
                .isEqualTo(400);
        assertThat(connection.json("/api/traces").at("/kept").intValue()).isZero();
    }

    @Test
    void a_recording_of_times_that_nobody_can_count_is_refused() throws Exception {
        String file = "{\"version\":1,\"payloads\":[{\"time\":\"+1000000000-12-31T23:59:59Z\",\"method\":\"POST\","
                + "\"path\":\"/debugger/v1/input\",\"body\":\"e30=\"}]}";
        assertThat(connection.send("POST", "/api/recording", file).statusCode()).isEqualTo(400);
        assertThat(connection.json("/api/payloads").at("/payloads").size()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a", "%22a%22", "a%20", "%22"})
    void a_search_of_any_length_is_answered(String part) throws Exception {
        connection.send("PUT", "/v0.4/traces", Payloads.of(List.of(span(1, 1, 0, "a"))));

        JsonNode list = connection.json("/api/traces?q=" + part.repeat(15_000));

        assertThat(list.at("/kept").intValue()).isEqualTo(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "DELETE /api/everything",
                "PUT /api/remote-config/ASM/a",
                "POST /api/recording",
                "GET /api/events"
            })
    void pages_of_other_origins_reach_nothing(String request) throws Exception {
        for (String origin : List.of("https://evil.example", "http://localhost:3000", "null")) {
            assertThat(raw(request + " HTTP/1.1\r\nHost: localhost:" + agent.port() + "\r\nOrigin: " + origin))
                    .contains(" 403 ");
        }
        assertThat(raw(request + " HTTP/1.1\r\nHost: evil.example:" + agent.port()))
                .contains(" 403 ");
    }

    @Test
    void the_own_page_may_change_something() throws Exception {
        String host = "localhost:" + agent.port();
        assertThat(raw("DELETE /api/everything HTTP/1.1\r\nHost: " + host + "\r\nOrigin: http://" + host))
                .contains(" 204 ");
    }

    @Test
    void a_document_of_very_many_values_is_refused() throws Exception {
        String many = "{\"x\":[" + "[],".repeat(1_000_000) + "0]}";
        assertThat(connection
                        .send("POST", "/telemetry/proxy/api/v2/apmtelemetry", many)
                        .statusCode())
                .isEqualTo(400);
        assertThat(connection.send("POST", "/v0.7/config", "[".repeat(100_000)).statusCode())
                .isEqualTo(400);
    }

    @Test
    void what_a_problem_says_is_of_limited_length() throws Exception {
        connection.send("POST", "/telemetry/proxy/" + "x".repeat(50_000), "{}");

        assertThat(connection.json("/api/problems").at("/problems/0/request").textValue())
                .hasSizeLessThan(1_000);
    }

    @Test
    void clients_that_tell_very_much_push_others_out() throws Exception {
        String state = "{\"id\":\"i\",\"product\":\"ASM\",\"version\":1,\"apply_state\":3,\"apply_error\":\""
                + "e".repeat(2000) + "\"}";
        for (int client = 0; client < 8; client++) {
            connection.send("POST", "/v0.7/config", """
                    {"client":{"id":"c%d","products":["ASM"],"state":{"config_states":[%s]}}}""".formatted(client, (state + ",").repeat(999) + state));
        }

        List<String> ids = connection.json("/api/remote-config").at("/clients").findValuesAsText("id");
        assertThat(ids).contains("c7").doesNotContain("c0");
    }

    private String raw(String head) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.getOutputStream()
                    .write((head + "\r\nContent-Length: 0\r\nConnection: close\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII))
                    .readLine();
        }
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }
}
