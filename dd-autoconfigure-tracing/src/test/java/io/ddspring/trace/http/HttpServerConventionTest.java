/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpServerConventionTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final CoreTracer tracer = CoreTracer.builder().writer(writer).build();

    private HttpServerConvention convention(String... settings) {
        return new HttpServerConvention(
                tracer,
                CompositePropagator.from(Settings.of(), new PropagationCounters()),
                HttpServerSettings.from(Settings.of(settings)));
    }

    private SpanData served(HttpServerConvention convention, FakeRequest request, int status, String route) {
        return served(convention, request, status, route, Map.of());
    }

    private SpanData served(
            HttpServerConvention convention,
            FakeRequest request,
            int status,
            String route,
            Map<String, String> responseHeaders) {
        Span span = convention.start("servlet.request", "tomcat-server", request);
        convention.onRoute(span, request, route);
        convention.onResponse(span, request, status, route, responseHeaders::get);
        span.finish();
        return writer.spans().get(writer.spans().size() - 1);
    }

    @Test
    void a_request_has_the_tags_that_the_product_expects() {
        FakeRequest request = FakeRequest.get("/users/7").with("User-Agent", "curl/8");

        SpanData span = served(convention(), request, 200, "/users/{id}");

        assertThat(span.operationName()).isEqualTo("servlet.request");
        assertThat(span.resourceName()).isEqualTo("GET /users/{id}");
        assertThat(span.spanType()).isEqualTo("web");
        assertThat(span.tag("span.kind")).isEqualTo("server");
        assertThat(span.tag("component")).isEqualTo("tomcat-server");
        assertThat(span.tag("http.method")).isEqualTo("GET");
        assertThat(span.tag("http.url")).isEqualTo("http://shop:8080/users/7");
        assertThat(span.tag("http.hostname")).isEqualTo("shop");
        assertThat(span.tag("http.useragent")).isEqualTo("curl/8");
        assertThat(span.tag("http.status_code")).isEqualTo("200");
        assertThat(span.tag("http.route")).isEqualTo("/users/{id}");
        assertThat(span.tag("peer.ipv4")).isEqualTo("127.0.0.1");
        assertThat(span.metric("peer.port", 0)).isEqualTo(54321);
        assertThat(span.metric("_dd.measured", 0)).isEqualTo(1);
        assertThat(span.isError()).isFalse();
        assertThat(span.tag("http.query.string")).isNull();
        assertThat(span.tag("http.client_ip")).isNull();
        assertThat(span.tag("http.endpoint")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "/users/7, 200, /users/{id}, GET /users/{id}",
        "/users/7, 200, , GET /users/?",
        "/users/7, 404, , 404",
        "/users/7, 404, /users/{id}, GET /users/{id}",
        "/app.js, 200, /**, GET /app.js",
        "/app.js, 404, /**, 404",
        "/J%C3%BCrgen, 200, , GET /Jürgen",
        "/, 200, , GET /",
        "'', 200, , GET /"
    })
    void the_best_known_name_is_the_resource(String path, int status, String route, String resource) {
        assertThat(served(convention(), FakeRequest.get(path), status, route).resourceName())
                .isEqualTo(resource);
    }

    @Test
    void a_request_without_method_is_named_by_its_path_alone() {
        assertThat(served(convention(), FakeRequest.get("").method(""), 200, null)
                        .resourceName())
                .isEqualTo("/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/**", "**", "*", "*/*"})
    void a_pattern_that_matches_everything_is_no_route(String route) {
        assertThat(served(convention(), FakeRequest.get("/a"), 200, route).tag("http.route"))
                .isNull();
    }

    @Test
    void a_configured_name_beats_the_route() {
        HttpServerConvention convention =
                convention("dd.trace.http.server.path-resource-name-mapping", "/users/*:/user");

        assertThat(served(convention, FakeRequest.get("/users/7"), 404, "/users/{id}")
                        .resourceName())
                .isEqualTo("GET /user");
    }

    @Test
    void naming_options_are_respected() {
        assertThat(served(
                                convention("dd.trace.http.resource-remove-trailing-slash", "true"),
                                FakeRequest.get("/a//"),
                                200,
                                null)
                        .resourceName())
                .isEqualTo("GET /a");
        assertThat(served(convention("dd.http.server.raw-resource", "true"), FakeRequest.get("/a%62"), 200, null)
                        .resourceName())
                .isEqualTo("GET /?");
        SpanData unrouted =
                served(convention("dd.http.server.route-based-naming", "false"), FakeRequest.get("/a"), 200, "/{x}");
        assertThat(unrouted.resourceName()).isEqualTo("GET /a");
        assertThat(unrouted.tag("http.route")).isEqualTo("/{x}");
    }

    @ParameterizedTest
    @CsvSource({"200, false", "302, false", "404, false", "499, false", "500, true", "503, true", "599, true"})
    void server_failures_are_errors(int status, boolean error) {
        SpanData span = served(convention(), FakeRequest.get("/a"), status, "/a");

        assertThat(span.isError()).isEqualTo(error);
        assertThat(span.tag("error.type")).isNull();
    }

    @Test
    void error_statuses_can_be_chosen() {
        HttpServerConvention convention = convention("dd.trace.http.server.error-statuses", "404,418");

        assertThat(served(convention, FakeRequest.get("/a"), 418, "/a").isError())
                .isTrue();
        assertThat(served(convention, FakeRequest.get("/a"), 500, "/a").isError())
                .isFalse();
    }

    @Test
    void a_good_status_does_not_clear_an_exception() {
        HttpServerConvention convention = convention();
        FakeRequest request = FakeRequest.get("/a");
        Span span = convention.start("servlet.request", "tomcat-server", request);
        span.recordError(new IllegalStateException("handled too late"));
        convention.onResponse(span, request, 200, null, name -> null);
        span.finish();

        assertThat(writer.spans().get(0).isError()).isTrue();
    }

    @Test
    void the_query_is_shown_without_secrets() {
        SpanData span = served(convention(), FakeRequest.get("/q").query("q=a%20b&password=hunter2"), 200, "/q");

        assertThat(span.tag("http.query.string")).isEqualTo("q=a%20b&<redacted>");
        assertThat(span.tag("http.url")).isEqualTo("http://shop:8080/q?q=a%20b&<redacted>");
    }

    @Test
    void query_options_are_respected() {
        FakeRequest request = FakeRequest.get("/q").query("q=a%20b&password=x");

        SpanData hidden = served(convention("dd.http.server.tag-query-string", "false"), request, 200, null);
        assertThat(hidden.tag("http.query.string")).isNull();
        assertThat(hidden.tag("http.url")).isEqualTo("http://shop:8080/q");
        assertThat(served(convention("dd.http.server.raw-query-string", "false"), request, 200, null)
                        .tag("http.query.string"))
                .isEqualTo("q=a b&<redacted>");
        assertThat(served(convention("dd.trace.obfuscation-query-string-regexp", ""), request, 200, null)
                        .tag("http.query.string"))
                .isEqualTo("q=a%20b&password=x");
        assertThat(served(convention("dd.trace.obfuscation-query-string-regexp", "("), request, 200, null)
                        .tag("http.url"))
                .isEqualTo("http://shop:8080/q?<redacted>");
    }

    @Test
    void default_ports_are_left_out_of_the_url() {
        assertThat(served(convention(), FakeRequest.get("/a").at("https", 443), 200, null)
                        .tag("http.url"))
                .isEqualTo("https://shop/a");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "front.example, front.example",
                "front.example:8443, front.example",
                "`a.example, b`, a.example",
                "` `, shop"
            })
    void the_hostname_is_the_one_that_a_proxy_was_asked_for(String forwardedHost, String hostname) {
        assertThat(served(convention(), FakeRequest.get("/a").with("X-Forwarded-Host", forwardedHost), 200, null)
                        .tag("http.hostname"))
                .isEqualTo(hostname);
    }

    @Test
    void an_ipv6_peer_has_its_own_tag() {
        SpanData span = served(convention(), FakeRequest.get("/a").peer("0:0:0:0:0:0:0:1"), 200, null);

        assertThat(span.tag("peer.ipv6")).isEqualTo("0:0:0:0:0:0:0:1");
        assertThat(span.tag("peer.ipv4")).isNull();
    }

    @Test
    void the_client_is_shown_only_when_wanted() {
        FakeRequest request = FakeRequest.get("/a")
                .with("x-forwarded-for", "10.0.0.1, 8.8.8.8")
                .with("x-forwarded-proto", "https")
                .with("x-forwarded-port", "443")
                .with("x-forwarded-host", "front")
                .with("forwarded", "for=8.8.8.8");

        SpanData span = served(convention("dd.trace.client-ip.enabled", "true"), request, 200, null);

        assertThat(span.tag("http.client_ip")).isEqualTo("8.8.8.8");
        assertThat(span.tag("network.client.ip")).isEqualTo("127.0.0.1");
        assertThat(span.tag("http.forwarded")).isEqualTo("for=8.8.8.8");
        assertThat(span.tag("http.forwarded.proto")).isEqualTo("https");
        assertThat(span.tag("http.forwarded.host")).isEqualTo("front");
        assertThat(span.tag("http.forwarded.ip")).isEqualTo("10.0.0.1, 8.8.8.8");
        assertThat(span.tag("http.forwarded.port")).isEqualTo("443");
        assertThat(served(convention(), request, 200, null).tag("http.forwarded.proto"))
                .isNull();
        assertThat(served(
                                convention(
                                        "dd.trace.client-ip.enabled",
                                        "true",
                                        "dd.trace.client-ip.resolver-enabled",
                                        "false"),
                                request,
                                200,
                                null)
                        .tag("http.client_ip"))
                .isEqualTo("127.0.0.1");
    }

    @Test
    void the_newer_names_have_one_operation_for_all_servers() {
        HttpServerConvention convention = convention("dd.trace.span.attribute.schema", "v1");

        assertThat(served(convention, FakeRequest.get("/a"), 200, null).operationName())
                .isEqualTo("http.server.request");
    }

    @Test
    void headers_become_tags() {
        FakeRequest request = FakeRequest.get("/a")
                .with("X-Tenant", "  acme ")
                .with("X-List", "a, b")
                .with("X.Odd@Name", "odd");
        HttpServerConvention convention = convention(
                "dd.trace.header-tags",
                "x-tenant:customer name, X-LIST ,x.odd@name,:bad,alsobad:,Content-Type",
                "dd.trace.request-header-tags-comma-allowed",
                "false");

        SpanData span = served(convention, request, 200, null, Map.of("content-type", "text/plain; a, b"));

        assertThat(span.tag("customer name")).isEqualTo("acme");
        assertThat(span.tag("http.request.headers.x-list")).isEqualTo("a");
        assertThat(span.tag("http.request.headers.x_odd_name")).isEqualTo("odd");
        assertThat(span.tag("http.response.headers.content-type")).isEqualTo("text/plain; a, b");
        assertThat(span.tag("http.request.headers.content-type")).isNull();
    }

    @Test
    void request_and_response_headers_can_be_chosen_on_their_own() {
        FakeRequest request = FakeRequest.get("/a").with("x-a", "1").with("x-b", "2, 3");
        HttpServerConvention convention = convention(
                "dd.trace.header-tags", "x-a:common",
                "dd.trace.request-header-tags", "x-a:mine,x-b",
                "dd.trace.response-header-tags", "x-c");

        SpanData span = served(convention, request, 200, null, Map.of("x-a", "4", "x-b", "5", "x-c", "6"));

        assertThat(span.tag("mine")).isEqualTo("1");
        assertThat(span.tag("common")).isEqualTo("4");
        assertThat(span.tag("http.request.headers.x-b")).isEqualTo("2, 3");
        assertThat(span.tag("http.response.headers.x-b")).isNull();
        assertThat(span.tag("http.response.headers.x-c")).isEqualTo("6");
    }

    @Test
    void unknown_endpoints_are_guessed_when_wanted() {
        HttpServerConvention guessing = convention("dd.trace.resource-renaming.enabled", "true");
        HttpServerConvention always = convention(
                "dd.trace.resource-renaming.enabled",
                "true",
                "dd.trace.resource-renaming.always-simplified-endpoint",
                "true");

        assertThat(served(guessing, FakeRequest.get("/users/42"), 200, null).tag("http.endpoint"))
                .isEqualTo("/users/{param:int}");
        assertThat(served(guessing, FakeRequest.get("/users/42"), 200, "/users/{id}")
                        .tag("http.endpoint"))
                .isNull();
        assertThat(served(always, FakeRequest.get("/users/42"), 200, "/users/{id}")
                        .tag("http.endpoint"))
                .isEqualTo("/users/{param:int}");
    }

    @Test
    void the_trace_of_the_caller_goes_on() {
        FakeRequest request = FakeRequest.get("/a")
                .with("x-datadog-trace-id", "123")
                .with("x-datadog-parent-id", "456")
                .with("x-datadog-sampling-priority", "2");

        SpanData span = served(convention(), request, 200, null);

        assertThat(span.traceIdLow()).isEqualTo(123);
        assertThat(span.parentId()).isEqualTo(456);
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "x-datadog-trace-id, -1",
                "x-datadog-trace-id, 99999999999999999999999999",
                "x-datadog-trace-id, ``",
                "x-datadog-tags, `,,=,=,`",
                "traceparent, 00-zz-zz-zz",
                "traceparent, `00-00000000000000000000000000000000-0000000000000000-00`",
                "tracestate, `dd=;;;,===`",
                "baggage, `%%%`"
            })
    void malformed_headers_start_a_new_trace(String header, String value) {
        SpanData span = served(convention(), FakeRequest.get("/a").with(header, value), 200, null);

        assertThat(span.parentId()).isZero();
        assertThat(span.traceIdLow()).isNotZero();
    }
}
