/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import static io.ddspring.test.MessagePackBytes.span;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class FakeAgentIT {
    private static final byte[] ONE_TRACE =
            MessagePackBytes.of(List.of(List.of(span(1, 0, "servlet.request"), span(2, 1, "spring.handler"))));

    private final FakeAgent agent = FakeAgent.start();

    @AfterEach
    void stop() {
        agent.close();
    }

    @Test
    void takes_traces_and_answers_the_rates() throws IOException {
        agent.rates(Map.of("service:shop,env:prod", 0.5));
        try (IntakeClient client = new IntakeClient(agent.url())) {
            assertThat(client.put(ONE_TRACE, 1).answer())
                    .startsWith("HTTP/1.1 200 ")
                    .contains("Datadog-Agent-State: ")
                    .endsWith("{\"rate_by_service\":{\"service:shop,env:prod\":0.5}}");
        }

        assertThat(agent.problems()).isEmpty();
        assertThat(agent.awaitTraces(1)).singleElement().satisfies(trace -> assertThat(trace.tree())
                .isEqualTo("servlet.request servlet.request resource\n  spring.handler spring.handler resource"));
        assertThat(agent.requests("/v0.4/traces")).singleElement().satisfies(request -> {
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.header("datadog-meta-lang")).isEqualTo("java");
            assertThat(request.body()).isEqualTo(ONE_TRACE);
            assertThat(request.bodyAsMessagePack()).isInstanceOf(List.class);
        });
    }

    @Test
    void merges_the_chunks_of_a_trace_over_requests_of_one_connection() throws IOException {
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.put(MessagePackBytes.of(List.of(List.of(span(2, 1, "b")))), 1)
                    .answer();
            client.put(MessagePackBytes.of(List.of(List.of(span(1, 0, "a")))), 1)
                    .answer();
        }

        assertThat(agent.awaitSpans(2)).hasSize(2);
        assertThat(agent.traces()).hasSize(1);
        assertThat(agent.awaitTrace(trace -> trace.spans().size() == 2).root().name())
                .isEqualTo("a");
        agent.clear();
        assertThat(agent.traces()).isEmpty();
        assertThat(agent.requests()).isEmpty();
    }

    @Test
    void listens_on_a_unix_domain_socket(@TempDir Path directory) throws IOException {
        Path socket = directory.resolve("apm.socket");
        try (FakeAgent unix = FakeAgent.onUnixSocket(socket)) {
            try (IntakeClient client = new IntakeClient(unix.url())) {
                client.put(ONE_TRACE, 1).answer();
                assertThat(client.get("/info").answer()).contains("\"/v0.4/traces\"");
            }
            assertThat(unix.awaitTraces(1)).hasSize(1);
            assertThat(unix.url()).hasToString("unix://" + socket);
            unix.stopListening();
            unix.startListening();
            try (IntakeClient client = new IntakeClient(unix.url())) {
                assertThat(client.get("/info").answer()).startsWith("HTTP/1.1 200 ");
            }
        }
        assertThat(Files.exists(socket)).isFalse();
    }

    @Test
    void answers_info_listed_endpoints_and_own_answers() throws IOException {
        agent.info(AgentInfo.defaults()
                .withVersion("7.65.0")
                .withClientDropP0s(true)
                .withSpanEvents(true)
                .withPeerTags("db.name")
                .withEndpoints("v0.6/stats", "/evp_proxy/v4/")
                .without("config"));
        agent.answer("/v0.7/config", request -> Answer.text(503, request.method()));
        try (IntakeClient client = new IntakeClient(agent.url())) {
            assertThat(client.get("/info").answer())
                    .contains("\"client_drop_p0s\":true", "\"version\":\"7.65.0\"", "\"peer_tags\":[\"db.name\"]")
                    .contains("\"span_events\":true", "\"endpoints\":[\"v0.6/stats\",\"/evp_proxy/v4/\"]")
                    .doesNotContain("statsd_port");
            assertThat(client.get("/v0.6/stats").answer()).startsWith("HTTP/1.1 200 ");
            assertThat(client.get("/evp_proxy/v4/api/v2/spans").answer()).startsWith("HTTP/1.1 200 ");
            assertThat(client.get("/v0.7/config").answer())
                    .startsWith("HTTP/1.1 503 ")
                    .endsWith("GET");
            assertThat(client.get("/v0.5/traces?x=1").answer()).startsWith("HTTP/1.1 404 ");
            assertThat(client.get("/v0.4/traces").answer()).startsWith("HTTP/1.1 405 ");
        }
        assertThat(agent.requests("/v0.5/traces")).hasSize(1);
    }

    @Test
    void notes_what_is_wrong_with_the_headers() throws IOException {
        Map<String, String> headers = IntakeClient.headers(ONE_TRACE, 2);
        headers.remove("Datadog-Meta-Tracer-Version");
        headers.put("Content-Type", "application/json");
        headers.put("DD-API-KEY", "secret");
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.send("PUT /v0.4/traces", headers, ONE_TRACE).answer();
        }

        String where = "request 1 PUT /v0.4/traces: header ";
        assertThat(agent.problems())
                .containsExactly(
                        where + "Datadog-Meta-Tracer-Version is missing",
                        where + "Content-Type must be application/msgpack but is application/json",
                        where + "DD-API-KEY must not be sent to an Agent",
                        where + "X-Datadog-Trace-Count is 2 but the body has 1 chunks");
    }

    @Test
    void reads_a_chunked_body_and_notes_it() throws IOException {
        Map<String, String> headers = IntakeClient.headers(ONE_TRACE, 1);
        headers.remove("Content-Length");
        headers.put("Transfer-Encoding", "chunked");
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.send("PUT /v0.4/traces", headers, (Integer.toHexString(ONE_TRACE.length) + "\r\n").getBytes());
            client.sendRaw(ONE_TRACE).sendRaw("\r\n0\r\n\r\n".getBytes()).answer();
        }

        assertThat(agent.traces()).hasSize(1);
        assertThat(agent.problems())
                .containsExactly(
                        "request 1 PUT /v0.4/traces: header Content-Length is missing",
                        "request 1 PUT /v0.4/traces: header Transfer-Encoding must not be sent to an Agent");
    }

    @Test
    void notes_a_request_that_is_not_http() throws IOException {
        try (IntakeClient client = new IntakeClient(agent.url())) {
            assertThat(client.sendRaw("HELO\r\n".getBytes()).rest()).isEmpty();
        }

        assertThat(agent.problems()).singleElement().asString().contains("not an HTTP/1.1 request line: 'HELO'");
    }

    @Test
    void a_refused_request_is_kept_and_its_traces_are_not() throws IOException {
        agent.failNext(2, Fault.status(500, "boom"));
        try (IntakeClient client = new IntakeClient(agent.url())) {
            assertThat(client.put(ONE_TRACE, 1).answer())
                    .startsWith("HTTP/1.1 500 ")
                    .endsWith("boom");
            assertThat(client.put(ONE_TRACE, 1).answer()).startsWith("HTTP/1.1 500 ");
            assertThat(agent.traces()).isEmpty();
            assertThat(agent.awaitRequests("/v0.4/traces", 2)).noneMatch(ReceivedRequest::isAccepted);
            assertThat(client.put(ONE_TRACE, 1).answer()).startsWith("HTTP/1.1 200 ");
        }
        assertThat(agent.traces()).hasSize(1);
    }

    @Test
    void a_fault_for_a_path_leaves_others_alone_and_lasts_until_cleared() throws IOException {
        agent.failUntilCleared(Fault.status(429, "").onPath("/v0.4/traces"));
        try (IntakeClient client = new IntakeClient(agent.url())) {
            assertThat(client.put(ONE_TRACE, 1).answer()).startsWith("HTTP/1.1 429 ");
            assertThat(client.get("/info").answer()).startsWith("HTTP/1.1 200 ");
            assertThat(client.put(ONE_TRACE, 1).answer()).startsWith("HTTP/1.1 429 ");
            agent.clearFaults();
            assertThat(client.put(ONE_TRACE, 1).answer()).startsWith("HTTP/1.1 200 ");
        }
    }

    @Test
    void closes_the_connection_at_the_wanted_moment() throws IOException {
        byte[] large = new byte[1 << 20];
        agent.failNext(Fault.closeMidRequest(100));
        agent.failNext(Fault.closeWithoutAnswer());
        agent.failNext(Fault.closeMidAnswer());
        agent.failNext(Fault.garbage());

        assertThat(answerOrBreak(large)).isEmpty();
        assertThat(agent.requests().get(0).body()).hasSize(100);
        assertThat(putAndReadAll()).isEmpty();
        assertThat(new String(putAndReadAll()))
                .startsWith("HTTP/1.1 200 ")
                .contains("{\"rate_by")
                .doesNotContain("}}");
        assertThat(putAndReadAll()).startsWith(0x15, 0x03).doesNotContain('H');
        assertThat(agent.requests()).hasSize(4);
        assertThat(agent.traces()).isEmpty();
    }

    private byte[] putAndReadAll() throws IOException {
        try (IntakeClient client = new IntakeClient(agent.url())) {
            return client.put(ONE_TRACE, 1).rest();
        }
    }

    /** The client may see the end of the stream or a reset, depending on how much it has sent by then. */
    private byte[] answerOrBreak(byte[] body) {
        try (IntakeClient client = new IntakeClient(agent.url())) {
            return client.send("PUT /v0.4/traces", IntakeClient.headers(body, 1), body)
                    .rest();
        } catch (IOException reset) {
            return new byte[0];
        }
    }

    @Test
    void answers_in_chunks() throws IOException {
        agent.failNext(Fault.chunkedAnswer());
        Map<String, String> headers = IntakeClient.headers(ONE_TRACE, 1);
        headers.put("Connection", "close");
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.send("PUT /v0.4/traces", headers, ONE_TRACE);

            assertThat(new String(client.rest()))
                    .contains("Transfer-Encoding: chunked\r\n", "\r\n\r\n14;part=1\r\n{\"rate_by_service\":{\r\n")
                    .endsWith("\r\n0\r\n\r\n")
                    .doesNotContain("Content-Length");
        }
        assertThat(agent.traces()).hasSize(1);
    }

    @Test
    void answers_late() throws IOException {
        agent.failNext(Fault.delay(Duration.ofMillis(150)));
        long startNanos = System.nanoTime();
        try (IntakeClient client = new IntakeClient(agent.url())) {
            assertThat(client.put(ONE_TRACE, 1).answer()).startsWith("HTTP/1.1 200 ");
        }

        assertThat(Duration.ofNanos(System.nanoTime() - startNanos)).isGreaterThanOrEqualTo(Duration.ofMillis(150));
        assertThat(agent.traces()).hasSize(1);
    }

    @Test
    void closing_ends_a_request_that_is_never_answered() throws Exception {
        agent.failNext(Fault.neverAnswer());
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.put(ONE_TRACE, 1);
            agent.awaitRequests("/v0.4/traces", 1);
            CompletableFuture<byte[]> rest = CompletableFuture.supplyAsync(() -> {
                try {
                    return client.rest();
                } catch (IOException e) {
                    return new byte[0];
                }
            });
            assertThat(rest).isNotDone();

            agent.close();

            assertThat(rest.get(5, TimeUnit.SECONDS)).isEmpty();
        }
    }

    @Test
    void refuses_connections_while_it_does_not_listen() throws IOException {
        try (IntakeClient open = new IntakeClient(agent.url())) {
            open.get("/info").answer();
            agent.stopListening();

            assertThat(open.rest()).isEmpty();
            assertThatThrownBy(() -> new IntakeClient(agent.url())).isInstanceOf(ConnectException.class);
        }
        agent.startListening();
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.put(ONE_TRACE, 1).answer();
        }
        assertThat(agent.traces()).hasSize(1);
        assertThat(agent.problems()).isEmpty();
    }

    @Test
    void waiting_in_vain_fails_with_what_was_received() throws IOException {
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.put(ONE_TRACE, 1).answer();
        }
        agent.awaitAtMost(Duration.ofMillis(20));

        assertThatThrownBy(() -> agent.awaitTraces(2))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("Waited 20 ms for 2 trace(s)")
                .hasMessageContaining("spring.handler spring.handler resource")
                .hasMessageContaining("PUT /v0.4/traces");
        assertThatThrownBy(() -> agent.awaitTraceWithResource("GET /x")).isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> agent.awaitSpan(ReceivedSpan::isError)).isInstanceOf(AssertionError.class);
    }

    @Test
    void waiting_ends_when_the_trace_arrives() throws Exception {
        CompletableFuture<ReceivedTrace> trace =
                CompletableFuture.supplyAsync(() -> agent.awaitTraceWithResource("servlet.request resource"));
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.put(ONE_TRACE, 1).answer();
        }

        assertThat(trace.get(5, TimeUnit.SECONDS).spans()).hasSize(2);
    }

    @Test
    void no_thread_survives_close() throws IOException {
        try (IntakeClient client = new IntakeClient(agent.url())) {
            client.get("/info").answer();
            agent.close();
            agent.close();
        }

        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .noneMatch(name -> name.startsWith("dd-fake-agent-"));
        assertThatThrownBy(agent::startListening).isInstanceOf(IllegalStateException.class);
    }
}
