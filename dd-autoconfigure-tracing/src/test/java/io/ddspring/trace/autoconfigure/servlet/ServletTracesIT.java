/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.ProcessTags;
import io.ddspring.trace.SpanData;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

class ServletTracesIT extends ShopRequests {
    @Test
    void the_server_is_among_the_tags_of_the_process(@Autowired ProcessTags process) {
        assertThat(process.list()).contains("server.name:tomcat", "server.type:tomcat", "svc.user:true");
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
    void a_forward_is_below_the_view_that_forwards() {
        assertThat(http.get("/forwarding").body()).isEqualTo("pong");

        assertThat(traces.awaitTree(4)).isEqualTo("""
                servlet.request GET /forwarding
                  spring.handler Pages.forwarding
                  response.render response.render
                    spring.handler Api.ping
                """);
        assertThat(traces.root().tag("http.route")).isEqualTo("/forwarding");
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
}
