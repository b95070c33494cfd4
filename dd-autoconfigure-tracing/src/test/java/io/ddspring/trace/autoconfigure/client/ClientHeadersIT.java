/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.Headers;
import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.web.client.RestClient;

class ClientHeadersIT extends ClientApplication {
    @Test
    void every_attempt_of_a_retrying_interceptor_goes_on_in_the_trace() {
        run((context, tracer) -> {
            ClientHttpRequestInterceptor retrying = (request, body, execution) -> {
                execution.execute(request, body).close();
                return execution.execute(request, body);
            };
            context.getBean(RestClient.Builder.class)
                    .requestInterceptors(interceptors -> interceptors.add(0, retrying))
                    .build()
                    .get()
                    .uri(server.url("/echo"))
                    .retrieve()
                    .toBodilessEntity();

            // Whether the second attempt passes the later interceptors again is up to the version of Spring.
            assertThat(writer.spans()).isNotEmpty();
            assertThat(server.received()).hasSize(2).allSatisfy(headers -> assertThat(writer.spans())
                    .extracting(span -> Long.toUnsignedString(span.spanId()))
                    .contains(headers.getFirst("x-datadog-parent-id")));
        });
    }

    @Test
    void a_call_that_another_call_needs_has_a_span_of_its_own() {
        run((context, tracer) -> {
            RestClient tokens = client(context);
            context.getBean(RestClient.Builder.class)
                    .requestInterceptor((request, body, execution) -> {
                        tokens.get().uri(server.url("/token")).retrieve().toBodilessEntity();
                        return execution.execute(request, body);
                    })
                    .build()
                    .get()
                    .uri(server.url("/echo"))
                    .retrieve()
                    .toBodilessEntity();

            assertThat(writer.spans())
                    .extracting(SpanData::resourceName)
                    .containsExactlyInAnyOrder("GET /echo", "GET /token");
        });
    }

    @Test
    void headers_that_nobody_may_change_fail_no_call() {
        run((context, tracer) -> {
            ClientHttpRequestInterceptor freezing =
                    (request, body, execution) -> execution.execute(new ReadOnlyRequest(request), body);
            Object body = context.getBean(RestClient.Builder.class)
                    .requestInterceptors(interceptors -> interceptors.add(0, freezing))
                    .build()
                    .post()
                    .uri(server.url("/echo"))
                    .body("unchanged")
                    .retrieve()
                    .body(String.class);

            assertThat(body).isEqualTo("unchanged");
            assertThat(onlySpan().tag("http.status_code")).isEqualTo("200");
            assertThat(Faults.shared().count("http.client.inject")).isPositive();
        });
    }

    @Test
    void nothing_is_sent_for_a_request_that_must_leave_no_trace() {
        run((context, tracer) -> {
            try (ContextScope scope =
                    Context.root().with(Span.CONTEXT_KEY, Span.noop()).activate()) {
                client(context).get().uri(server.url("/echo")).retrieve().toBodilessEntity();
            }

            assertThat(writer.spans()).isEmpty();
            assertThat(server.received().get(0)).doesNotContainKeys("X-datadog-trace-id", "Traceparent");
        });
    }

    @Test
    void stale_headers_are_replaced() {
        run((context, tracer) -> {
            client(context)
                    .get()
                    .uri(server.url("/echo"))
                    .header("x-datadog-trace-id", "1")
                    .header("traceparent", "00-1-1-00", "00-2-2-00")
                    .retrieve()
                    .toBodilessEntity();

            Headers headers = server.received().get(0);
            assertThat(headers.get("x-datadog-trace-id"))
                    .containsExactly(Long.toUnsignedString(onlySpan().traceIdLow()));
            assertThat(headers.get("traceparent")).hasSize(1);
        });
    }

    /** A request that is not Spring's. */
    private static final class ReadOnlyRequest implements HttpRequest {
        private final HttpRequest request;

        ReadOnlyRequest(HttpRequest request) {
            this.request = request;
        }

        @Override
        public HttpMethod getMethod() {
            return request.getMethod();
        }

        @Override
        public URI getURI() {
            return request.getURI();
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        public HttpHeaders getHeaders() {
            return HttpHeaders.readOnlyHttpHeaders(request.getHeaders());
        }
    }
}
