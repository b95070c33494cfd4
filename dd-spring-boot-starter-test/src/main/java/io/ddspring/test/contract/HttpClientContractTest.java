/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.TraceIds;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What an instrumented HTTP client must do. A subclass makes calls with the client in question; the calls go to a server
 * that this class runs.
 */
public abstract class HttpClientContractTest {
    @SuppressWarnings("NullAway.Init") // set before the first test
    private static RecordingServer server;

    /** The tracer that the client is instrumented with. */
    protected abstract Tracer tracer();

    /** Where that tracer's spans stay. */
    protected abstract InMemoryTraceWriter writer();

    /**
     * Makes one call, reads the whole answer and returns its status, also for an error status.
     *
     * @param body empty for none
     */
    protected abstract int call(String method, URI uri, Map<String, String> headers, String body) throws Exception;

    /** Value of the {@code component} tag. */
    protected abstract String component();

    @BeforeAll
    static void startServer() throws Exception {
        server = RecordingServer.start();
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void forgetEarlierSpans() {
        writer().clear();
    }

    @Test
    void a_call_is_one_span_below_the_active_one() throws Exception {
        Span parent = tracer().startSpan("work");
        try (Scope scope = tracer().activate(parent)) {
            assertThat(call("GET", server.uri("/orders/42"), Map.of(), "")).isEqualTo(200);
        }
        parent.finish();

        SpanData span = onlyClientSpan(2);
        assertThat(span.parentId()).isEqualTo(parent.context().spanId());
        assertThat(span.operationName()).isEqualTo("http.request");
        assertThat(span.resourceName()).isEqualTo("GET /orders/?");
        assertThat(span.spanType()).isEqualTo("http");
        assertThat(span.tag("span.kind")).isEqualTo("client");
        assertThat(span.tag("component")).isEqualTo(component());
        assertThat(span.tag("http.method")).isEqualTo("GET");
        assertThat(span.tag("http.status_code")).isEqualTo("200");
        assertThat(span.tag("http.url")).isEqualTo(server.uri("/orders/42").toString());
        assertThat(span.tag("peer.hostname")).isEqualTo("localhost");
        assertThat(span.metric("peer.port", -1)).isEqualTo(server.uri("/").getPort());
        assertThat(span.isError()).isFalse();
    }

    @Test
    void the_server_is_told_the_id_of_the_client_span_once_and_not_what_the_caller_had_set() throws Exception {
        call("GET", server.uri("/"), Map.of("x-datadog-trace-id", "1", "traceparent", "nonsense"), "");

        Map<String, List<String>> headers = server.latest().headers();
        SpanData span = onlyClientSpan(1);
        assertThat(headers)
                .containsEntry("x-datadog-trace-id", List.of(TraceIds.toDecimal(span.traceIdLow())))
                .containsEntry("x-datadog-parent-id", List.of(TraceIds.toDecimal(span.spanId())))
                .containsEntry("x-datadog-sampling-priority", List.of("1"))
                .containsEntry(
                        "traceparent",
                        List.of("00-" + TraceIds.toHex(span.traceIdHigh(), span.traceIdLow()) + "-"
                                + TraceIds.toHex(span.spanId()) + "-01"));
    }

    @Test
    void a_client_error_status_is_an_error_and_a_server_error_status_is_not() throws Exception {
        assertThat(call("GET", server.uri("/status/404"), Map.of(), "")).isEqualTo(404);
        assertThat(call("GET", server.uri("/status/503"), Map.of(), "")).isEqualTo(503);

        List<SpanData> spans = writer().awaitSpans(2);
        assertThat(spans).extracting(span -> span.tag("http.status_code")).containsExactly("404", "503");
        assertThat(spans).extracting(SpanData::isError).containsExactly(true, false);
    }

    @Test
    void a_refused_connection_is_recorded_and_reaches_the_caller() throws Exception {
        URI nobody = URI.create("http://localhost:" + closedPort() + "/");

        Throwable thrown = catchThrowable(() -> call("GET", nobody, Map.of(), ""));

        assertThat(thrown).isNotNull();
        SpanData span = onlyClientSpan(1);
        assertThat(span.isError()).isTrue();
        assertThat(span.tag("error.type")).isNotEmpty();
        assertThat(span.tag("http.status_code")).isNull();
    }

    @Test
    void secrets_in_the_query_stay_in_the_process_but_reach_the_server() throws Exception {
        call("GET", server.uri("/search?q=1&password=hunter2"), Map.of(), "");

        assertThat(onlyClientSpan(1).tag("http.url"))
                .endsWith("/search?q=1&<redacted>")
                .doesNotContain("hunter2");
    }

    @Test
    void the_body_arrives_as_it_was_given() throws Exception {
        call("POST", server.uri("/items"), Map.of(), "{\"name\":\"tea\"}");

        assertThat(server.latest().body()).isEqualTo("{\"name\":\"tea\"}");
        assertThat(onlyClientSpan(1).resourceName()).isEqualTo("POST /items");
    }

    private SpanData onlyClientSpan(int spansInAll) {
        List<SpanData> clients = writer().awaitSpans(spansInAll).stream()
                .filter(span -> "client".equals(span.tag("span.kind")))
                .toList();
        assertThat(clients).hasSize(1);
        return clients.get(0);
    }

    private static int closedPort() throws Exception {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
