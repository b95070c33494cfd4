/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.web.server.LocalServerPort;

@SpringBootTest(
        classes = ShopApplication.class,
        webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
        properties = {"dd.service=shop", "server.tomcat.threads.max=8"})
class ServletTracesIT {
    private Http http;
    private Traces traces;

    @BeforeEach
    void connect(@LocalServerPort int port, @Autowired InMemoryTraceWriter writer) {
        http = new Http(port);
        traces = new Traces(writer);
        traces.clear();
    }

    @AfterEach
    void nothing_of_ours_has_failed() {
        assertThat(Faults.shared().counts()).isEmpty();
    }

    @Test
    void a_request_is_one_span_with_its_handler_below() {
        assertThat(http.get("/ping", "User-Agent", "curl/8").body()).isEqualTo("pong");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /ping
                  spring.handler Api.ping
                """);
        SpanData root = traces.root();
        assertThat(root.serviceName()).isEqualTo("shop");
        assertThat(root.spanType()).isEqualTo("web");
        assertThat(root.tag("component")).isEqualTo("tomcat-server");
        assertThat(root.tag("span.kind")).isEqualTo("server");
        assertThat(root.tag("http.method")).isEqualTo("GET");
        assertThat(root.tag("http.url")).endsWith("/ping").startsWith("http://127.0.0.1:");
        assertThat(root.tag("http.hostname")).isEqualTo("127.0.0.1");
        assertThat(root.tag("http.useragent")).isEqualTo("curl/8");
        assertThat(root.tag("http.status_code")).isEqualTo("200");
        assertThat(root.tag("http.route")).isEqualTo("/ping");
        assertThat(root.tag("peer.ipv4")).isEqualTo("127.0.0.1");
        assertThat(root.metric("peer.port", 0)).isPositive();
        assertThat(root.tag("servlet.context")).isEqualTo("/");
        assertThat(root.tag("servlet.path")).isEqualTo("/ping");
        assertThat(root.metric("_dd.measured", 0)).isEqualTo(1);
        SpanData handler = traces.resource("Api.ping");
        assertThat(handler.spanType()).isEqualTo("web");
        assertThat(handler.tag("component")).isEqualTo("spring-web-controller");
        assertThat(handler.tag("span.kind")).isEqualTo("server");
        assertThat(handler.tag("http.method")).isNull();
        assertThat(handler.metric("_dd.measured", 0)).isEqualTo(1);
        assertThat(handler.metric("_dd.top_level", 0)).isZero();
    }

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
            socket.getInputStream().read(new byte[1000]);
        }

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /sse-endless
                  spring.handler Api.endless
                """);
        assertThat(traces.root().isError()).isFalse();
    }

    @Test
    void what_a_handler_throws_is_on_its_span_and_on_the_request() {
        HttpResponse<String> response = http.get("/fail");

        assertThat(response.statusCode()).isEqualTo(500);
        assertThat(response.body()).contains("Internal Server Error");
        assertThat(traces.awaitTree(3)).isEqualTo("""
                servlet.request GET /fail
                  spring.handler Api.fail
                  spring.handler BasicErrorController.error
                """);
        for (SpanData failed : new SpanData[] {traces.root(), traces.resource("Api.fail")}) {
            assertThat(failed.isError()).isTrue();
            assertThat(failed.tag("error.type")).isEqualTo("java.lang.IllegalStateException");
            assertThat(failed.tag("error.message")).isEqualTo("boom");
            assertThat(failed.tag("error.stack")).contains("ShopApplication$Api.fail");
        }
        assertThat(traces.root().tag("http.status_code")).isEqualTo("500");
        assertThat(traces.root().tag("http.route")).isEqualTo("/fail");
        assertThat(traces.resource("BasicErrorController.error").isError()).isFalse();
    }

    @Test
    void an_error_that_a_handler_throws_is_recorded_without_spring_s_wrapper() {
        assertThat(http.get("/fail-error").statusCode()).isEqualTo(500);

        traces.await(3);
        assertThat(traces.root().tag("error.type")).isEqualTo("java.lang.StackOverflowError");
        assertThat(traces.resource("Api.failWithError").tag("error.type")).isEqualTo("java.lang.StackOverflowError");
    }

    @ParameterizedTest
    @CsvSource({
        "/status/200, 200, GET /status/{code}, false",
        "/status/404, 404, GET /status/{code}, false",
        "/status/503, 503, GET /status/{code}, true"
    })
    void a_status_without_exception_is_an_error_only_from_500_on(
            String path, int status, String resource, boolean error) {
        assertThat(http.get(path).statusCode()).isEqualTo(status);

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request %s
                  spring.handler Api.status
                """.formatted(resource));
        assertThat(traces.root().isError()).isEqualTo(error);
        assertThat(traces.root().tag("error.type")).isNull();
        assertThat(traces.root().tag("http.status_code")).isEqualTo(Integer.toString(status));
        assertThat(traces.resource("Api.status").isError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/send-error/404, 404, GET /send-error/{code}, Api.sendError, false, ",
        "/send-error/500, 500, GET /send-error/{code}, Api.sendError, true, ",
        "/gone, 410, GET /gone, Api.gone, false, io.ddspring.trace.autoconfigure.servlet.ShopApplication$GoneException",
        "/unavailable, 503, GET /unavailable, Api.unavailable, true, org.springframework.web.server.ResponseStatusException"
    })
    void the_error_page_of_a_handler_s_error_is_below_the_request(
            String path, int status, String resource, String handler, boolean error, String thrown) {
        assertThat(http.get(path).statusCode()).isEqualTo(status);

        assertThat(traces.awaitTree(3)).isEqualTo("""
                servlet.request %s
                  spring.handler %s
                  spring.handler BasicErrorController.error
                """.formatted(resource, handler));
        assertThat(traces.root().isError()).isEqualTo(error);
        assertThat(traces.root().tag("error.type")).isNull();
        assertThat(traces.root().tag("http.status_code")).isEqualTo(Integer.toString(status));
        assertThat(traces.resource(handler).tag("error.type")).isEqualTo(thrown);
        assertThat(traces.resource(handler).isError()).isEqualTo(thrown != null);
    }

    @Test
    void an_exception_that_the_application_handles_stays_on_the_handler() {
        HttpResponse<String> response = http.get("/teapot");

        assertThat(response.statusCode()).isEqualTo(418);
        assertThat(response.body()).isEqualTo("short and stout");
        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /teapot
                  spring.handler Api.teapot
                """);
        assertThat(traces.root().isError()).isFalse();
        assertThat(traces.resource("Api.teapot").tag("error.type")).endsWith("TeapotException");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/nothing-here", "/nothing/here/7.png"})
    void an_unmapped_path_is_one_span(String path) {
        HttpResponse<String> response = http.get(path);

        assertThat(response.statusCode()).isEqualTo(404);
        assertThat(response.body()).contains("Not Found");
        assertThat(traces.awaitTree(1)).isEqualTo("servlet.request 404\n");
        SpanData root = traces.root();
        assertThat(root.isError()).isFalse();
        assertThat(root.tag("error.type")).isNull();
        assertThat(root.tag("error.message")).isNull();
        assertThat(root.tag("http.route")).isNull();
        assertThat(root.tag("http.status_code")).isEqualTo("404");
        assertThat(root.tag("servlet.path")).isEqualTo(path);
        assertNothingCameAfter(1);
    }

    @Test
    void a_static_resource_has_a_handler_but_no_route() {
        assertThat(http.get("/hello.txt").body()).isEqualTo("hello\n");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /hello.txt
                  spring.handler ResourceHttpRequestHandler.handleRequest
                """);
        assertThat(traces.root().tag("http.route")).isNull();
    }

    @Test
    void a_function_that_handles_is_named_by_the_class_that_has_it() {
        assertThat(http.get("/function/7").body()).isEqualTo("f7");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /function/{id}
                  spring.handler ShopApplication.handle
                """);
    }

    @Test
    void a_forward_is_below_the_handler_that_forwards() {
        assertThat(http.get("/forwarding").body()).isEqualTo("pong");

        assertThat(traces.awaitTree(3)).isEqualTo("""
                servlet.request GET /forwarding
                  spring.handler Pages.forwarding
                    spring.handler Api.ping
                """);
        assertThat(traces.root().tag("http.route")).isEqualTo("/forwarding");
    }

    @Test
    void a_redirect_is_no_error() {
        assertThat(http.get("/redirecting").statusCode()).isEqualTo(302);

        assertThat(traces.awaitTree(2)).contains("servlet.request GET /redirecting");
        assertThat(traces.root().isError()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7, 401, GET /users/{id}, /users/{id}, false",
        "/users/7, 500, GET /users/{id}, /users/{id}, true",
        "/function/7, 403, GET /function/{id}, /function/{id}, false",
        "/secret/7, 401, GET /secret/?, , false",
        "/users/7, 404, 404, , false"
    })
    void a_refused_request_is_named_by_the_route_it_would_have_had(
            String path, int status, String resource, String route, boolean error) {
        assertThat(http.get(path, "X-Refuse", Integer.toString(status)).statusCode())
                .isEqualTo(status);

        assertThat(traces.awaitTree(1)).isEqualTo("servlet.request " + resource + "\n");
        assertThat(traces.root().tag("http.route")).isEqualTo(route);
        assertThat(traces.root().isError()).isEqualTo(error);
        assertNothingCameAfter(1);
    }

    @Test
    void a_method_that_is_not_allowed_is_no_span_of_the_error_page() {
        assertThat(http.post("/ping", "text/plain", "").statusCode()).isEqualTo(405);

        assertThat(traces.awaitTree(1)).isEqualTo("servlet.request POST /ping\n");
        assertNothingCameAfter(1);
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

    @ParameterizedTest
    @CsvSource({
        "/raw/plain, 200, false, ",
        "/raw/async-complete, 202, false, ",
        "/raw/async-twice, 200, false, ",
        "/raw/async-times-out, 500, true, ",
        "/raw/wrapped, 500, true, java.lang.IllegalArgumentException",
        "/raw/bare, 500, true, jakarta.servlet.ServletException"
    })
    void a_servlet_without_spring_mvc_is_traced_too(String path, int status, boolean error, String thrown) {
        assertThat(http.get(path).statusCode()).isEqualTo(status);

        assertThat(traces.awaitTree(1)).isEqualTo("servlet.request GET " + path + "\n");
        assertThat(traces.root().tag("http.status_code")).isEqualTo(Integer.toString(status));
        assertThat(traces.root().isError()).isEqualTo(error);
        assertThat(traces.root().tag("error.type")).isEqualTo(thrown);
        assertThat(traces.root().tag("servlet.path")).isEqualTo("/raw");
        assertNothingCameAfter(1);
    }

    @Test
    void an_asynchronous_dispatch_to_a_handler_has_its_span() {
        assertThat(http.get("/raw/dispatch").body()).isEqualTo("pong");

        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /ping
                  spring.handler Api.ping
                """);
    }

    @Test
    void a_call_to_another_service_goes_on_there() {
        assertThat(http.get("/orders/7").body()).isEqualTo("{\"id\":\"7\"}");

        assertThat(traces.awaitTree(6)).isEqualTo("""
                servlet.request GET /orders/{id}
                  spring.handler Api.order
                    http.request GET /users/?
                      servlet.request GET /users/{id}
                        spring.handler Api.user
                          work work
                """);
        SpanData call = traces.resource("GET /users/?");
        assertThat(call.spanType()).isEqualTo("http");
        assertThat(call.tag("span.kind")).isEqualTo("client");
        assertThat(call.tag("component")).isEqualTo("java-http-client");
        assertThat(call.tag("http.url")).startsWith("http://127.0.0.1:").endsWith("/users/7");
        assertThat(call.tag("http.status_code")).isEqualTo("200");
        assertThat(call.tag("peer.hostname")).isEqualTo("127.0.0.1");
        assertThat(call.metric("peer.port", 0)).isEqualTo(http.port());
    }

    @Test
    void a_call_that_fails_is_an_error_without_status() {
        assertThat(http.get("/boom-client").statusCode()).isEqualTo(500);

        assertThat(traces.awaitTree(4)).isEqualTo("""
                servlet.request GET /boom-client
                  spring.handler Api.boomClient
                    http.request GET /none
                  spring.handler BasicErrorController.error
                """);
        SpanData call = traces.resource("GET /none");
        assertThat(call.isError()).isTrue();
        assertThat(call.tag("error.type")).isEqualTo("java.net.ConnectException");
        assertThat(call.tag("http.status_code")).isNull();
        assertThat(call.tag("component")).isEqualTo("java-http-client");
        assertThat(traces.resource("Api.boomClient").tag("error.type"))
                .isEqualTo("org.springframework.web.client.ResourceAccessException");
        assertThat(traces.root().tag("error.type")).isEqualTo("org.springframework.web.client.ResourceAccessException");
    }

    @Test
    void secrets_of_the_query_are_not_shown() {
        assertThat(http.get("/q?q=1&password=hunter2").body()).isEqualTo("1");

        traces.await(2);
        assertThat(traces.root().tag("http.query.string")).isEqualTo("q=1&<redacted>");
        assertThat(traces.root().tag("http.url")).endsWith("/q?q=1&<redacted>");
        assertThat(traces.root().resourceName()).isEqualTo("GET /q");
    }

    @Test
    void bodies_and_forms_reach_the_application_unchanged() {
        assertThat(http.post("/items", "application/json", "{\"name\":\"ü\"}").body())
                .isEqualTo("{\"name\":\"ü\"}");
        assertThat(http.post("/form", "application/x-www-form-urlencoded", "name=%C3%BC")
                        .body())
                .isEqualTo("ü");

        assertThat(traces.awaitTree(4)).isEqualTo("""
                servlet.request POST /items
                  spring.handler Api.item
                servlet.request POST /form
                  spring.handler Api.form
                """);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "x-datadog-trace-id | abc",
                "x-datadog-trace-id | -1",
                "x-datadog-trace-id | 99999999999999999999999999999",
                "x-datadog-tags | _dd.p.tid=zzzz,,=,",
                "x-datadog-sampling-priority | often",
                "traceparent | 00-00000000000000000000000000000000-0000000000000000-00",
                "traceparent | ff-zz",
                "tracestate | dd=;;;,,,=",
                "baggage | =;%%",
                "x-forwarded-host | ,,",
                "x-forwarded-for | ,,%",
                "user-agent | ''"
            })
    void malformed_headers_fail_no_request(String name, String value) {
        HttpResponse<String> response = http.get("/ping", name, value);

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(traces.awaitTree(2)).isEqualTo("""
                servlet.request GET /ping
                  spring.handler Api.ping
                """);
        assertThat(traces.root().parentId()).isZero();
    }

    @Test
    void the_trace_of_the_caller_goes_on() {
        http.get("/ping", "x-datadog-trace-id", "123", "x-datadog-parent-id", "456");

        traces.await(2);
        assertThat(traces.root().traceIdLow()).isEqualTo(123);
        assertThat(traces.root().parentId()).isEqualTo(456);
    }

    @Test
    void requests_to_the_actuator_leave_no_trace() {
        HttpResponse<String> response = http.get("/actuator/health");

        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).contains("UP");
        assertNothingCameAfter(0);
    }

    /** A later request is answered and traced; then everything of the earlier ones must be here too. */
    private void assertNothingCameAfter(int spans) {
        http.get("/ping");
        assertThat(traces.await(spans + 2)).hasSize(spans + 2);
    }
}
