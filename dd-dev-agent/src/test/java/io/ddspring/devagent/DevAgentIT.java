/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import static io.ddspring.devagent.traces.Payloads.map;
import static io.ddspring.devagent.traces.Payloads.span;
import static io.ddspring.devagent.traces.Payloads.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.devagent.traces.Payloads;
import io.ddspring.vendor.jackson.databind.JsonNode;
import io.ddspring.vendor.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DevAgentIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MAX_BODY_BYTES = 100_000;

    private final DevAgent agent = DevAgent.builder()
            .port(0)
            .dogStatsDPort(0)
            .maxTraces(50)
            .maxBodyBytes(MAX_BODY_BYTES)
            .clock(Clock.fixed(Instant.ofEpochSecond(1_700_000_000), ZoneOffset.UTC))
            .start();
    private final HttpClient http = HttpClient.newHttpClient();

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void shows_the_traces_it_was_sent() throws Exception {
        Map<String, Object> root = span(0xff, 1, 0, "servlet.request");
        root.put("resource", "GET /orders/{id}");
        root.put("meta", map("_dd.p.tid", "6b02996c00000000", "http.status_code", "500"));
        Map<String, Object> query = with(span(0xff, 2, 1, "h2.query"), "error", 1);
        query.put("service", "h2");
        query.put("metrics", map("rows", 3, "ratio", 0.5));
        query.put("meta_struct", map("_dd.stack", Payloads.encode(map("depth", List.of(1, true, "x")))));
        query.put("span_links", List.of(map("trace_id", 5, "span_id", 6, "attributes", map("a", "b"))));
        query.put(
                "span_events",
                List.of(map(
                        "time_unix_nano", 5_000, "name", "e", "attributes", map("k", map("type", 2, "int_value", 4)))));

        HttpResponse<String> answer = put("/v0.4/traces", Payloads.of(List.of(root), List.of(span(7, 3, 0, "job"))));
        put("/v0.4/traces", Payloads.of(List.of(query)));

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(JSON.readTree(answer.body()))
                .isEqualTo(JSON.readTree("{\"rate_by_service\":{\"service:,env:\":1.0}}"));
        JsonNode list = json("/api/traces");
        assertThat(list.at("/kept").intValue()).isEqualTo(2);
        assertThat(list.at("/services").toString()).isEqualTo("[\"h2\",\"shop\"]");
        assertThat(list.at("/traces/0/name").textValue()).isEqualTo("job");
        assertThat(list.at("/traces/1")).isEqualTo(JSON.readTree("""
                                {"traceId":"6b02996c0000000000000000000000ff","service":"shop","name":"servlet.request",
                                 "resource":"GET /orders/{id}","type":"web","httpStatus":"500",
                                 "startMicros":1700000000000001,"durationNanos":1501000,"spanCount":2,
                                 "error":true,"errorCount":1}"""));
        JsonNode trace = json("/api/traces/6b02996c0000000000000000000000ff");
        assertThat(trace.at("/spans").size()).isEqualTo(2);
        assertThat(trace.at("/spans/1")).isEqualTo(JSON.readTree("""
                                {"spanId":"0000000000000002","parentId":"0000000000000001","service":"h2",
                                 "name":"h2.query","resource":"h2.query resource","type":"web","error":true,
                                 "startMicros":1700000000000002,"offsetNanos":1000,"durationNanos":1500000,
                                 "meta":{"span.kind":"server"},"metrics":{"rows":3,"ratio":0.5},
                                 "metaStruct":{"_dd.stack":{"depth":[1,true,"x"]}},
                                 "links":[{"traceId":"00000000000000000000000000000005","spanId":"0000000000000006",
                                           "tracestate":"","flags":0,"attributes":{"a":"b"}}],
                                 "events":[{"name":"e","timeMicros":5,"attributes":{"k":4}}]}"""));
        assertThat(json("/api/traces/00000000000000ff")).isEqualTo(trace);
    }

    @Test
    void filters_and_limits_the_list() throws Exception {
        for (int id = 1; id <= 5; id++) {
            Map<String, Object> span = with(span(id, 1, 0, "job"), "resource", "run " + id);
            put("/v0.4/traces", Payloads.of(List.of(with(span, "service", id == 3 ? "billing" : "shop"))));
        }

        assertThat(json("/api/traces?limit=2").at("/traces").findValuesAsText("resource"))
                .containsExactly("run 5", "run 4");
        assertThat(json("/api/traces?service=billing").at("/traces").findValuesAsText("resource"))
                .containsExactly("run 3");
        assertThat(json("/api/traces?q=RUN+2").at("/matching").intValue()).isEqualTo(1);
        assertThat(json("/api/traces?q=%22%3Cnothing").at("/traces").size()).isZero();
        assertThat(json("/api/traces?q=%25zz&=&limit=0").at("/traces").size()).isZero();
        assertThat(get("/api/traces?limit=many").statusCode()).isEqualTo(400);
    }

    @Test
    void forgets_traces_and_problems_on_request() throws Exception {
        putTraces("1", Payloads.of(List.of(span(1, 1, 0, "a"))));
        putTraces("1", "garbage".getBytes(StandardCharsets.UTF_8));

        assertThat(send("DELETE", "/api/traces", BodyPublishers.noBody()).statusCode())
                .isEqualTo(204);
        assertThat(json("/api/traces").at("/kept").intValue()).isZero();
        assertThat(get("/api/traces/00000000000000000000000000000001").statusCode())
                .isEqualTo(404);
        assertThat(json("/api/problems").at("/problems").size()).isEqualTo(1);
        assertThat(send("DELETE", "/api/problems", BodyPublishers.noBody()).statusCode())
                .isEqualTo(204);
        assertThat(json("/api/problems").at("/problems").size()).isZero();
    }

    @Test
    void rejects_what_it_cannot_read_and_tells_why() throws Exception {
        HttpResponse<String> answer =
                put("/v0.4/traces", Payloads.of(List.of(with(span(1, 1, 0, "a"), "error", true))));

        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(answer.body()).contains("chunk 0, span 0, error: Expected Integer, but got Boolean");
        assertThat(json("/api/problems").at("/problems/0")).isEqualTo(JSON.readTree("""
                                {"timeMillis":1700000000000,"request":"PUT /v0.4/traces",
                                 "reason":"answered 400: chunk 0, span 0, error: Expected Integer, but got Boolean (c3)"}"""));
        assertThat(json("/api/traces").at("/problems").intValue()).isEqualTo(1);
    }

    @Test
    void notes_traces_an_agent_drops_silently() throws Exception {
        putTraces("2", Payloads.of(List.of(span(0, 1, 0, "a")), List.of(span(1, 1, 0, "b"), span(2, 2, 1, "c"))));
        assertThat(putTraces("3", Payloads.of(List.of(span(9, 1, 0, "d")))).statusCode())
                .isEqualTo(200);

        assertThat(json("/api/problems").findValuesAsText("reason"))
                .containsExactly(
                        "X-Datadog-Trace-Count is 3 but the body has 1 traces",
                        "dropped a trace: spans of different traces",
                        "dropped a trace: a span whose trace_id or span_id is 0");
        assertThat(json("/api/traces").at("/kept").intValue()).isEqualTo(1);
    }

    @Test
    void refuses_bodies_that_are_too_large() throws Exception {
        HttpResponse<String> answer = put("/v0.4/traces", new byte[5_000_000]);

        assertThat(answer.statusCode()).isEqualTo(413);
        assertThat(json("/api/problems").at("/problems/0/reason").textValue()).startsWith("answered 413: ");
        assertThat(put("/v0.4/traces", Payloads.of(List.of(span(1, 1, 0, "a")))).statusCode())
                .isEqualTo(200);
    }

    @Test
    void answers_old_and_unknown_endpoints_like_an_agent() throws Exception {
        byte[] body = Payloads.of(List.of(span(1, 1, 0, "a")));

        assertThat(put("/v0.3/traces", body).body()).isEqualTo("OK\n");
        assertThat(send("POST", "/v0.4/traces", BodyPublishers.ofByteArray(body))
                        .statusCode())
                .isEqualTo(200);
        assertThat(put("/v0.9/traces", body).statusCode()).isEqualTo(404);
        assertThat(get("/v0.4/traces").statusCode()).isEqualTo(405);
        assertThat(put("/info", body).statusCode()).isEqualTo(405);
        assertThat(json("/api/traces").at("/traces/0/spanCount").intValue()).isEqualTo(2);
    }

    @Test
    void tells_tracers_what_it_can_do() throws Exception {
        HttpResponse<String> answer = get("/info");

        JsonNode info = JSON.readTree(answer.body());
        assertThat(info.at("/endpoints").toString())
                .contains(
                        "\"/v0.3/traces\",\"/v0.4/traces\",\"/v0.5/traces\"",
                        "\"/v0.6/stats\"",
                        "\"/evp_proxy/v2/\",\"/evp_proxy/v4/\"");
        assertThat(info.at("/evp_proxy_allowed_headers").toString()).contains("\"DD-CI-PROVIDER-NAME\"");
        assertThat(info.at("/config/statsd_port").intValue()).isPositive().isEqualTo(agent.dogStatsDPort());
        assertThat(info.at("/client_drop_p0s").booleanValue()).isFalse();
        assertThat(info.at("/version").textValue()).matches("7\\.\\d+\\.\\d+");
        assertThat(answer.headers().firstValue("Datadog-Agent-State"))
                .isPresent()
                .isEqualTo(put("/v0.4/traces", Payloads.of(List.of(span(1, 1, 0, "a"))))
                        .headers()
                        .firstValue("Datadog-Agent-State"));
    }

    @Test
    void serves_the_console_safely() throws Exception {
        HttpResponse<String> page = get("/");

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).contains("text/html; charset=utf-8");
        assertThat(page.headers().firstValue("Content-Security-Policy"))
                .get()
                .asString()
                .startsWith("default-src 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
        assertThat(get("/app.js").headers().firstValue("Content-Type")).contains("text/javascript; charset=utf-8");
        assertThat(send("HEAD", "/", BodyPublishers.noBody()).statusCode()).isEqualTo(200);
        assertThat(send("POST", "/", BodyPublishers.noBody()).statusCode()).isEqualTo(405);
        assertThat(get("/nothing").statusCode()).isEqualTo(404);
    }

    @Test
    void refuses_the_console_to_other_host_names_and_takes_traces_under_any() throws Exception {
        assertThat(raw("GET /api/traces HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET / HTTP/1.1\r\nHost: evil.example\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("GET /info HTTP/1.1\r\nHost: agent.internal\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 200 ");
        assertThat(raw("POST /v0.4/traces HTTP/1.1\r\nHost: localhost\r\nOrigin: https://evil.example\r\n"
                        + "Content-Length: 0\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 403 ");
        assertThat(raw("OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"))
                .startsWith("HTTP/1.1 4");
    }

    private String raw(String request) throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), agent.port())) {
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void takes_another_port_if_the_wanted_one_is_taken() throws Exception {
        try (DevAgent second = DevAgent.builder().port(agent.port()).start()) {
            assertThat(second.port()).isNotEqualTo(agent.port());
            assertThat(second.url()).hasToString("http://localhost:" + second.port());
        }
        assertThatThrownBy(() -> DevAgent.builder().port(65_536).start())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("65536");
        assertThatThrownBy(() -> DevAgent.builder().port(0).maxTraces(0).start())
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void all_threads_are_daemons_and_end_with_the_agent() throws Exception {
        List<Thread> before = List.copyOf(Thread.getAllStackTraces().keySet());
        DevAgent other = DevAgent.builder().port(0).start();
        URI info = other.url().resolve("/info");
        HttpRequest request = HttpRequest.newBuilder(URI.create(info.toString().replace("localhost", "127.0.0.1")))
                .build();
        http.send(request, BodyHandlers.ofString());
        List<Thread> started = Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> !before.contains(thread))
                .filter(thread -> !thread.getName().startsWith("HttpClient"))
                .toList();

        assertThat(started).isNotEmpty().allMatch(Thread::isDaemon);
        other.close();
        other.close();
        for (Thread thread : started) {
            thread.join(5_000);
        }
        assertThat(started).noneMatch(Thread::isAlive);
    }

    private HttpResponse<String> putTraces(String count, byte[] body) throws Exception {
        return http.send(
                request("/v0.4/traces")
                        .header("Content-Type", "application/msgpack")
                        .header("X-Datadog-Trace-Count", count)
                        .PUT(BodyPublishers.ofByteArray(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private HttpResponse<String> put(String path, byte[] body) throws Exception {
        return send("PUT", path, BodyPublishers.ofByteArray(body));
    }

    private HttpResponse<String> get(String path) throws Exception {
        return send("GET", path, BodyPublishers.noBody());
    }

    private JsonNode json(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        return JSON.readTree(answer.body());
    }

    private HttpResponse<String> send(String method, String path, BodyPublisher body) throws Exception {
        return http.send(request(path).method(method, body).build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + agent.port() + path));
    }
}
