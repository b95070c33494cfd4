/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AsyncTracesIT extends ShopRequests {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "/users/7 | 3 | GET /users/{id} | Api.user | work",
                "/callable | 3 | GET /callable | Api.callable | work.callable",
                "/task | 3 | GET /task | Api.task | work.task",
                "/stream | 3 | GET /stream | Api.stream | work.stream"
            })
    void work_is_below_the_handler_even_on_another_thread(
            String path, int spans, String resource, String handler, String work) {
        assertThat(http.get(path).statusCode()).isEqualTo(200);

        assertThat(traces.awaitTree(spans)).isEqualTo("""
                servlet.request %s
                  spring.handler %s
                    %s %s
                """.formatted(resource, handler, work, work));
    }

    @ParameterizedTest
    @CsvSource({
        "/deferred, Api.deferred, deferred",
        "/future, Api.future, future",
        "/mono, Api.mono, mono",
        "/task-times-out, Api.slowTask, gave up"
    })
    void an_asynchronous_answer_adds_no_span(String path, String handler, String body) {
        assertThat(http.get(path).body()).isEqualTo(body);

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET %s
                  spring.handler %s
                """.formatted(path, handler));
        assertThat(traces.root().isError()).isFalse();
        assertThat(traces.root().tag("http.status_code")).isEqualTo("200");
    }

    @Test
    void a_stream_of_events_is_one_span_that_lasts_to_its_end() {
        assertThat(http.get("/sse").body()).contains("data:one", "data:two");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /sse
                  spring.handler Api.sse
                """);
        assertThat(traces.root().durationNanos())
                .isGreaterThan(traces.resource("Api.sse").durationNanos());
        traces.clear();
        assertThat(http.get("/flux", "Accept", "text/event-stream").body()).contains("data:a", "data:b");
        assertThat(traces.awaitTree(2)).contains("servlet.request GET /flux\n  spring.handler Api.flux\n");
    }

    @Test
    void a_client_that_goes_away_ends_the_span_without_an_error() throws Exception {
        try (Socket socket = new Socket("127.0.0.1", http.port())) {
            socket.getOutputStream()
                    .write("GET /sse-endless HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            // By then the thread that began the request has left it; Tomcat tells nobody of a failure before that.
            socket.getInputStream().skipNBytes(2_000_000);
        }

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /sse-endless
                  spring.handler Api.endless
                """);
        assertThat(traces.root().isError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/callable-fails, Api.failingCallable, java.lang.IllegalStateException",
        "/deferred-fails, Api.failingDeferred, java.lang.IllegalStateException"
    })
    void what_an_asynchronous_handler_throws_is_on_its_span_and_on_the_request(
            String path, String handler, String thrown) {
        assertThat(http.get(path).statusCode()).isEqualTo(500);

        assertThat(traces.awaitTree(3)).isEqualTo("""
                servlet.request GET %s
                  spring.handler %s
                  spring.handler BasicErrorController.error
                """.formatted(path, handler));
        assertThat(traces.root().tag("error.type")).isEqualTo(thrown);
        assertThat(traces.root().tag("error.message")).isEqualTo("late boom");
        assertThat(traces.root().tag("http.status_code")).isEqualTo("500");
        assertThat(traces.resource(handler).tag("error.type")).isEqualTo(thrown);
    }

    @Test
    void an_asynchronous_exception_that_is_handled_stays_on_the_handler() {
        assertThat(http.get("/deferred-teapot").statusCode()).isEqualTo(418);

        traces.await(2);
        assertThat(traces.root().isError()).isFalse();
        assertThat(traces.resource("Api.deferredTeapot").tag("error.type")).endsWith("TeapotException");
    }

    @Test
    void an_answer_that_never_comes_is_an_error_with_the_timeout() {
        assertThat(http.get("/deferred-times-out").statusCode()).isEqualTo(503);

        // Tomcat announces the end of such a request before it dispatches the error page.
        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /deferred-times-out
                  spring.handler Api.slowDeferred
                """);
        assertThat(traces.root().isError()).isTrue();
        assertThat(traces.root().tag("http.status_code")).isEqualTo("503");
        assertThat(traces.root().metric("timeout", 0)).isEqualTo(50);
    }

    @Test
    void an_asynchronous_dispatch_to_a_handler_has_its_span() {
        assertThat(http.get("/raw/dispatch").body()).isEqualTo("pong");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /ping
                  spring.handler Api.ping
                """);
    }
}
