/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedSpan;
import io.ddspring.test.ReceivedTrace;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** One operation is one span, whoever sees it: our filter and interceptors, or Spring's and the application's observations. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ObservedApplicationIT {
    private final FakeAgent agent = FakeAgent.start();
    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private HttpServer peer;
    private ConfigurableApplicationContext context;

    @BeforeAll
    void start() throws IOException {
        peer = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        peer.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("ok".getBytes());
            exchange.close();
        });
        peer.start();
        context = new SpringApplicationBuilder(ObservedApplication.class)
                .properties(
                        "server.port=0",
                        "dd.trace.agent-url=" + agent.url(),
                        "management.observations.annotations.enabled=true",
                        "management.tracing.baggage.remote-fields=tenant",
                        "management.tracing.baggage.tag-fields=tenant",
                        "management.tracing.baggage.correlation.fields=tenant",
                        "peer=http://127.0.0.1:" + peer.getAddress().getPort())
                .run();
    }

    @AfterAll
    void stop() {
        context.close();
        peer.stop(0);
        agent.close();
    }

    @BeforeEach
    void clear() {
        agent.clear();
        received.clear();
    }

    @ParameterizedTest
    @CsvSource({
        "intercepted-and-observed,java-http-client",
        "intercepted,java-http-client",
        "observed,java-http-client",
        "template,http-url-connection",
        "header-setting,java-http-client"
    })
    void a_request_is_one_server_span_and_a_call_is_one_client_span(String client, String library) throws Exception {
        assertThat(get("/orders/7?client=" + client, "x-datadog-trace-id", "99", "x-datadog-parent-id", "5"))
                .isEqualTo("ok");

        ReceivedTrace trace = agent.awaitTrace(found -> found.spans().size() >= 4);
        assertThat(trace.tree()).isEqualTo("""
                        servlet.request GET /orders/{id}
                          spring.handler Orders.order
                            order.find OrderService#find
                              http.request GET /users/?""");
        ReceivedSpan call = trace.span("http.request");
        assertThat(trace.traceId()).isEqualTo(99);
        assertThat(received).hasSize(1).allSatisfy(headers -> {
            assertThat(headers.get("x-datadog-trace-id")).containsExactly("99");
            assertThat(headers.get("x-datadog-parent-id")).containsExactly(Long.toUnsignedString(call.spanId()));
            assertThat(headers.get("traceparent")).hasSize(1);
        });
        assertThat(call.meta())
                .containsEntry("http.status_code", "200")
                .containsEntry("http.method", "GET")
                .containsEntry("span.kind", "client")
                .containsEntry("component", library)
                .doesNotContainKeys("uri", "status", "method", "exception");
        assertThat(trace.span("servlet.request").meta()).doesNotContainKeys("uri", "status", "method", "exception");
    }

    @ParameterizedTest
    @ValueSource(strings = {"unreachable", "unreachable-unobserved"})
    void a_call_that_fails_shows_what_the_library_threw(String client) throws Exception {
        assertThat(get("/orders/7?client=" + client)).isEqualTo("unreachable");

        ReceivedSpan call = agent.awaitTrace(found -> found.spans().size() >= 4).span("http.request");
        assertThat(call.meta()).containsEntry("error.type", "java.net.ConnectException");
        assertThat(call.error()).isEqualTo(1);
    }

    @Test
    void a_call_that_is_neither_observed_nor_intercepted_has_no_span_and_no_headers() throws Exception {
        get("/orders/7?client=none");

        ReceivedTrace trace = agent.awaitTrace(found -> found.spans().size() >= 3);
        assertThat(trace.spans()).hasSize(3);
        assertThat(received).hasSize(1).allSatisfy(headers -> assertThat(headers)
                .doesNotContainKey("traceparent"));
    }

    @Test
    @Tag("boots-tracing-module")
    void a_method_with_new_span_is_a_span() throws Exception {
        get("/prices/7");

        assertThat(agent.awaitTrace(found -> found.spans().size() >= 3).tree()).isEqualTo("""
                        servlet.request GET /prices/{id}
                          spring.handler Orders.price
                            price price""");
    }

    @Test
    @Tag("boots-tracing-module")
    void a_traced_method_with_new_span_is_one_span() throws Exception {
        get("/reprices/7");

        ReceivedTrace trace = agent.awaitTrace(found -> found.spans().size() >= 3);
        assertThat(trace.spans()).hasSize(3);
        assertThat(trace.span("order.reprice").resource()).isEqualTo("OrderService.reprice");
        assertThat(trace.span("order.reprice").meta()).containsEntry("order", "7");
    }

    @Test
    void the_application_sees_the_ids_of_our_span_in_the_api_and_in_the_logging_context() throws Exception {
        String[] ids = get("/ids").split(" ");

        ReceivedTrace trace = agent.awaitTrace(found -> found.spans().size() >= 2);
        assertThat(ids[0]).isEqualTo(trace.traceIdHex()).isEqualTo(ids[2]);
        assertThat(Long.parseUnsignedLong(ids[1], 16))
                .isEqualTo(trace.span("spring.handler").spanId());
        assertThat(ids[1]).isEqualTo(ids[3]);
    }

    @Test
    void a_failure_is_recorded_where_it_happened_as_without_observations() throws Exception {
        get("/failing");

        ReceivedTrace trace = agent.awaitTrace(
                found -> found.roots().stream().anyMatch(root -> root.name().equals("servlet.request")));
        assertThat(trace.spans("servlet.request")).hasSize(1);
        assertThat(trace.spans("spring.handler").get(0).meta())
                .containsEntry("error.type", IllegalStateException.class.getName())
                .containsEntry("error.message", "as expected");
    }

    @Test
    void an_ignored_request_makes_no_span_at_all() throws Exception {
        get("/actuator/health");
        get("/orders/7?client=none");

        assertThat(agent.awaitTrace(found -> found.spans().size() >= 3).root().resource())
                .isEqualTo("GET /orders/{id}");
        assertThat(agent.traces()).hasSize(1);
    }

    @Test
    void remote_baggage_fields_travel_in_headers_of_their_own_and_are_tags() throws Exception {
        get("/orders/7?client=intercepted-and-observed", "tenant", "acme");

        ReceivedTrace trace = agent.awaitTrace(found -> found.spans().size() >= 4);
        assertThat(received.get(0).get("tenant")).containsExactly("acme");
        assertThat(trace.spans()).allSatisfy(span -> assertThat(span.meta()).containsEntry("tenant", "acme"));
    }

    private String get(String target, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(
                "http://127.0.0.1:" + context.getEnvironment().getRequiredProperty("local.server.port") + target));
        return HttpClient.newHttpClient()
                .send((headers.length == 0 ? request : request.headers(headers)).build(), BodyHandlers.ofString())
                .body();
    }
}
