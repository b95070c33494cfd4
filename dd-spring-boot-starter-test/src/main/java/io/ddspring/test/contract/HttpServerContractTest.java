/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What an instrumented HTTP server must do. A subclass runs an application with {@link ContractEndpoints}. */
public abstract class HttpServerContractTest {
    private static final int PARALLEL_REQUESTS = 20;

    private final HttpClient client = HttpClient.newHttpClient();

    /** Where the application listens, without a path. */
    protected abstract URI base();

    /** Where the spans of the application stay. */
    protected abstract InMemoryTraceWriter writer();

    /** Operation name of the span of a request. */
    protected abstract String requestOperation();

    /** Number of spans that a request for a mapped path has in all. */
    protected abstract int spansPerRequest();

    @BeforeEach
    void forgetEarlierSpans() {
        writer().clear();
    }

    @Test
    void the_route_is_the_resource() throws Exception {
        HttpResponse<String> response = get("/contract/items/7?q=1&password=hunter2");

        assertThat(response.body()).isEqualTo("item 7");
        SpanData span = requestSpan(spansPerRequest());
        assertThat(span.resourceName()).isEqualTo("GET /contract/items/{id}");
        assertThat(span.spanType()).isEqualTo("web");
        assertThat(span.parentId()).isZero();
        assertThat(span.tag("span.kind")).isEqualTo("server");
        assertThat(span.tag("http.method")).isEqualTo("GET");
        assertThat(span.tag("http.route")).isEqualTo("/contract/items/{id}");
        assertThat(span.tag("http.status_code")).isEqualTo("200");
        assertThat(span.tag("http.url")).isEqualTo(base() + "/contract/items/7?q=1&<redacted>");
        assertThat(span.isError()).isFalse();
    }

    @Test
    void a_server_error_status_is_an_error_and_a_client_error_status_is_not() throws Exception {
        assertThat(get("/contract/status/404").statusCode()).isEqualTo(404);
        SpanData notFound = requestSpan(spansPerRequest());
        writer().clear();
        assertThat(get("/contract/status/503").statusCode()).isEqualTo(503);
        SpanData unavailable = requestSpan(spansPerRequest());

        assertThat(notFound.isError()).isFalse();
        assertThat(notFound.resourceName()).isEqualTo("GET /contract/status/{code}");
        assertThat(unavailable.isError()).isTrue();
        assertThat(unavailable.tag("error.type")).isNull();
    }

    @Test
    void the_exception_of_a_handler_is_recorded_and_the_client_gets_the_status_of_the_application() throws Exception {
        assertThat(get("/contract/fail").statusCode()).isEqualTo(500);

        List<SpanData> spans = writer().awaitSpans(spansPerRequest());
        assertThat(spans)
                .anySatisfy(span -> assertThat(span.tag("error.message")).isEqualTo(ContractEndpoints.FAILURE));
        assertThat(requestSpan(spansPerRequest()).isError()).isTrue();
    }

    @Test
    void an_unknown_path_is_one_span_whose_resource_tells_no_path() throws Exception {
        assertThat(get("/contract/unknown/4711").statusCode()).isEqualTo(404);

        assertThat(writer().awaitSpans(1)).singleElement().satisfies(span -> {
            assertThat(span.resourceName()).isEqualTo("404");
            assertThat(span.tag("http.route")).isNull();
            assertThat(span.isError()).isFalse();
        });
    }

    @Test
    void a_trace_in_the_headers_is_continued() throws Exception {
        get("/contract/items/7", "x-datadog-trace-id", "12345", "x-datadog-parent-id", "678");

        SpanData span = requestSpan(spansPerRequest());
        assertThat(span.traceIdLow()).isEqualTo(12345);
        assertThat(span.parentId()).isEqualTo(678);
    }

    @Test
    void malformed_headers_start_a_new_trace_and_the_request_succeeds() throws Exception {
        HttpResponse<String> response = get(
                "/contract/items/7",
                "x-datadog-trace-id",
                "not a number",
                "traceparent",
                "00-zz-zz-zz",
                "tracestate",
                "=,;=",
                "x-datadog-tags",
                ",,==");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(requestSpan(spansPerRequest()).parentId()).isZero();
    }

    @Test
    void requests_at_the_same_time_keep_their_traces_apart() {
        List<CompletableFuture<?>> calls = new ArrayList<>();
        for (int i = 1; i <= PARALLEL_REQUESTS; i++) {
            calls.add(client.sendAsync(
                    request("/contract/items/" + i, "x-datadog-trace-id", "" + i, "x-datadog-parent-id", "1"),
                    HttpResponse.BodyHandlers.ofString()));
        }
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new)).join();

        List<SpanData> spans = writer().awaitSpans(PARALLEL_REQUESTS * spansPerRequest());
        assertThat(spans)
                .extracting(SpanData::traceIdLow)
                .containsExactlyInAnyOrderElementsOf(LongStream.rangeClosed(1, PARALLEL_REQUESTS)
                        .flatMap(id -> LongStream.generate(() -> id).limit(spansPerRequest()))
                        .boxed()
                        .toList());
        assertThat(spans)
                .filteredOn(span -> span.operationName().equals(requestOperation()))
                .allSatisfy(span -> assertThat(span.tag("http.url")).endsWith("/items/" + span.traceIdLow()));
    }

    private SpanData requestSpan(int spansInAll) {
        List<SpanData> requests = writer().awaitSpans(spansInAll).stream()
                .filter(span -> span.operationName().equals(requestOperation()))
                .toList();
        assertThat(requests).hasSize(1);
        return requests.get(0);
    }

    private HttpResponse<String> get(String pathAndQuery, String... headers) throws Exception {
        return client.send(request(pathAndQuery, headers), HttpResponse.BodyHandlers.ofString());
    }

    private HttpRequest request(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(base().resolve(pathAndQuery));
        return (headers.length == 0 ? request : request.headers(headers)).build();
    }
}
