/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErrorTracesIT extends ShopRequests {
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
        "/raw/plain, 200, false, ",
        "/raw/ping, 200, false, ",
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
}
