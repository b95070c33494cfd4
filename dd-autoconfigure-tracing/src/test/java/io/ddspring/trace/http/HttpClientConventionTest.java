/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpClientConventionTest {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final CoreTracer tracer =
            CoreTracer.builder().service("shop").writer(writer).build();

    private SpanData called(String uri, int status, String... settings) {
        HttpClientConvention convention =
                new HttpClientConvention(tracer, HttpClientSettings.from(Settings.of(settings)));
        Span span = convention.start("java-http-client", "GET", URI.create(uri), Map.of("x-a", "1")::get);
        convention.onResponse(span, status, Map.of("x-b", "2")::get);
        span.finish();
        return writer.spans().get(writer.spans().size() - 1);
    }

    @Test
    void a_call_has_the_tags_that_the_product_expects() {
        SpanData span = called("http://127.0.0.1:18281/users/7", 200);

        assertThat(span.operationName()).isEqualTo("http.request");
        assertThat(span.resourceName()).isEqualTo("GET /users/?");
        assertThat(span.serviceName()).isEqualTo("shop");
        assertThat(span.spanType()).isEqualTo("http");
        assertThat(span.tag("span.kind")).isEqualTo("client");
        assertThat(span.tag("component")).isEqualTo("java-http-client");
        assertThat(span.tag("http.method")).isEqualTo("GET");
        assertThat(span.tag("http.url")).isEqualTo("http://127.0.0.1:18281/users/7");
        assertThat(span.tag("http.status_code")).isEqualTo("200");
        assertThat(span.tag("peer.hostname")).isEqualTo("127.0.0.1");
        assertThat(span.metric("peer.port", 0)).isEqualTo(18281);
        assertThat(span.metric("_dd.measured", 0)).isEqualTo(1);
        assertThat(span.tag("language")).isEqualTo("jvm");
        assertThat(span.isError()).isFalse();
    }

    @Test
    void user_and_password_and_default_port_are_not_shown() {
        SpanData span = called("https://me:hunter2@shop.example:443/a?token=abc&x=1#top", 200);

        assertThat(span.tag("http.url")).isEqualTo("https://shop.example/a?<redacted>&x=1");
        assertThat(span.tag("http.query.string")).isEqualTo("<redacted>&x=1");
        assertThat(span.tag("http.fragment.string")).isEqualTo("top");
    }

    @Test
    void the_query_is_left_out_when_not_wanted() {
        SpanData span = called("http://shop/a?x=1#top", 200, "dd.trace.http.client.tag-query-string", "false");

        assertThat(span.tag("http.url")).isEqualTo("http://shop/a");
        assertThat(span.tag("http.query.string")).isNull();
        assertThat(span.tag("http.fragment.string")).isNull();
        assertThat(span.metric("peer.port", -1)).isEqualTo(-1);
    }

    @ParameterizedTest
    @CsvSource({"200, false", "302, false", "400, true", "404, true", "499, true", "500, false", "503, false"})
    void client_failures_are_errors(int status, boolean error) {
        assertThat(called("http://shop/a", status).isError()).isEqualTo(error);
    }

    @Test
    void error_statuses_can_be_chosen() {
        assertThat(called("http://shop/a", 503, "dd.trace.http.client.error-statuses", "500-599")
                        .isError())
                .isTrue();
    }

    @Test
    void the_host_can_be_the_service() {
        SpanData span = called("http://api.example:81/a", 200, "dd.trace.http.client.split-by-domain", "true");

        assertThat(span.serviceName()).isEqualTo("api.example");
        assertThat(span.tag("_dd.svc_src")).isEqualTo("opt.http_client_split_by_domain");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://10.0.0.1:81/a", "http://[::1]/a"})
    void an_address_is_no_service(String uri) {
        SpanData span = called(uri, 200, "dd.trace.http.client.split-by-domain", "true");

        assertThat(span.serviceName()).isEqualTo("shop");
        assertThat(span.tag("_dd.svc_src")).isNull();
    }

    @Test
    void the_newer_names_have_one_operation_for_all_clients() {
        assertThat(called("http://shop/a", 200, "dd.trace.span.attribute.schema", "v1")
                        .operationName())
                .isEqualTo("http.client.request");
    }

    @ParameterizedTest
    @CsvSource({"/a/, false, GET /a/", "/a/, true, GET /a", "/a/7/, true, GET /a/?", "/, true, GET /"})
    void a_slash_at_the_end_can_be_left_out_of_the_resource(String path, String remove, String resource) {
        assertThat(called("http://shop" + path, 200, "dd.trace.http.resource-remove-trailing-slash", remove)
                        .resourceName())
                .isEqualTo(resource);
    }

    @Test
    void a_configured_name_is_the_resource() {
        assertThat(called("http://shop/a/b", 200, "dd.trace.http.client.path-resource-name-mapping", "/a/**:/all-of-a")
                        .resourceName())
                .isEqualTo("GET /all-of-a");
    }

    @Test
    void header_tags_are_taken_from_calls_too_unless_switched_off() {
        SpanData tagged = called("http://shop/a", 200, "dd.trace.header-tags", "x-a,x-b");
        SpanData plain =
                called("http://shop/a", 200, "dd.trace.header-tags", "x-a", "dd.trace.client-tag-headers", "false");

        assertThat(tagged.tag("http.request.headers.x-a")).isEqualTo("1");
        assertThat(tagged.tag("http.response.headers.x-b")).isEqualTo("2");
        assertThat(plain.tag("http.request.headers.x-a")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "http://my_host:81/a, http://my_host:81/a, my_host",
        "http://shop, http://shop/, shop",
        "http://[::1]:81/a, http://[::1]:81/a, [::1]"
    })
    void unusual_addresses_are_shown_like_any_other(String uri, String url, String host) {
        SpanData span = called(uri, 200);

        assertThat(span.tag("http.url")).isEqualTo(url);
        assertThat(span.tag("peer.hostname")).isEqualTo(host);
    }
}
