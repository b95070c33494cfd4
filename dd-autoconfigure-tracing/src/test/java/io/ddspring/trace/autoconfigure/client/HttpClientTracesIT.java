/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.boot3.DdBoot3HttpClientAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientBuilderConfigurer;
import org.springframework.boot.autoconfigure.web.client.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpMethod;
import org.springframework.http.HttpRequest;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestInterceptor;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

class HttpClientTracesIT {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdHttpClientAutoConfiguration.class,
                    DdBoot3HttpClientAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class, () -> writer);
    private EchoServer server;

    @BeforeEach
    void start() throws IOException {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(Faults.shared().count("http.client")).isZero();
    }

    private void run(BiConsumer<ApplicationContext, Tracer> work) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            work.accept(context, context.getBean(Tracer.class));
        });
    }

    private SpanData onlySpan() {
        assertThat(writer.spans()).hasSize(1);
        return writer.spans().get(0);
    }

    private static RestClient client(ApplicationContext context) {
        return context.getBean(RestClient.Builder.class).build();
    }

    static Stream<Arguments> everyWayToAClient() {
        return Stream.of(
                Arguments.of("builder bean", (Way) (context, url) ->
                        client(context).get().uri(url).retrieve().body(String.class)),
                Arguments.of("builder bean with a factory of one's own", (Way)
                        (context, url) -> context.getBean(RestClient.Builder.class)
                                .requestFactory(new SimpleClientHttpRequestFactory())
                                .build()
                                .get()
                                .uri(url)
                                .retrieve()
                                .body(String.class)),
                Arguments.of(
                        "configurer of Boot", (Way) (context, url) -> context.getBean(RestClientBuilderConfigurer.class)
                                .configure(RestClient.builder())
                                .build()
                                .get()
                                .uri(url)
                                .retrieve()
                                .body(String.class)),
                Arguments.of("template builder of Boot", (Way) (context, url) ->
                        context.getBean(RestTemplateBuilder.class).build().getForObject(url, String.class)),
                Arguments.of("client on top of a template", (Way) (context, url) -> RestClient.create(
                                context.getBean(RestTemplateBuilder.class).build())
                        .get()
                        .uri(url)
                        .retrieve()
                        .body(String.class)),
                Arguments.of("client that was changed", (Way) (context, url) -> client(context)
                        .mutate()
                        .defaultHeader("X-Mine", "1")
                        .build()
                        .get()
                        .uri(url)
                        .retrieve()
                        .body(String.class)));
    }

    @FunctionalInterface
    interface Way {
        Object call(ApplicationContext context, String url);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyWayToAClient")
    void every_client_makes_one_span_and_one_set_of_headers(String name, Way way) {
        run((context, tracer) -> {
            way.call(context, server.url("/echo/7"));

            SpanData span = onlySpan();
            assertThat(span.operationName()).isEqualTo("http.request");
            assertThat(span.resourceName()).isEqualTo("GET /echo/?");
            assertThat(span.tag("http.status_code")).isEqualTo("200");
            Headers headers = server.received().get(0);
            assertThat(headers.get("x-datadog-trace-id")).containsExactly(Long.toUnsignedString(span.traceIdLow()));
            assertThat(headers.get("x-datadog-parent-id")).containsExactly(Long.toUnsignedString(span.spanId()));
            assertThat(headers.get("traceparent")).hasSize(1);
        });
    }

    @Test
    void a_template_bean_is_traced_however_often_it_is_equipped() {
        runner.withBean("template", RestTemplate.class, RestTemplate::new).run(context -> {
            RestTemplate template = context.getBean(RestTemplate.class);
            context.getBean(HttpClientTracing.class).equip(template);

            assertThat(template.postForObject(server.url("/echo"), "body", String.class))
                    .isEqualTo("body");

            assertThat(template.getInterceptors()).hasSize(1);
            assertThat(onlySpan().resourceName()).isEqualTo("POST /echo");
            assertThat(onlySpan().tag("component")).isEqualTo("http-url-connection");
        });
    }

    static Stream<Arguments> libraries() {
        return Stream.of(
                Arguments.of(new JdkClientHttpRequestFactory(), "java-http-client"),
                Arguments.of(new SimpleClientHttpRequestFactory(), "http-url-connection"),
                Arguments.of(
                        new BufferingClientHttpRequestFactory(new SimpleClientHttpRequestFactory()),
                        "http-url-connection"));
    }

    @ParameterizedTest
    @MethodSource("libraries")
    void the_component_is_the_library_that_makes_the_call(ClientHttpRequestFactory factory, String component) {
        runner.withBean("template", RestTemplate.class, () -> new RestTemplate(factory))
                .run(context -> {
                    RestTemplate template = context.getBean(RestTemplate.class);
                    template.getForObject(server.url("/echo"), String.class);
                    assertThatExceptionOfType(Exception.class)
                            .isThrownBy(() -> template.getForObject("http://127.0.0.1:1/", String.class));

                    assertThat(writer.spans())
                            .extracting(span -> span.tag("component"))
                            .containsOnly(component);
                });
    }

    @Test
    void the_span_is_the_active_one_while_the_call_is_made_and_its_parent_before_and_after() {
        run((context, tracer) -> {
            List<Span> active = new ArrayList<>();
            RestClient client = context.getBean(RestClient.Builder.class)
                    .requestInterceptor((request, body, execution) -> {
                        active.add(tracer.activeSpan());
                        return execution.execute(request, body);
                    })
                    .build();
            Span parent = tracer.startSpan("parent");
            try (Scope scope = tracer.activate(parent)) {
                client.get().uri(server.url("/echo")).retrieve().toBodilessEntity();
                assertThat(tracer.activeSpan()).isSameAs(parent);
            }
            parent.finish();

            SpanData call = writer.spans().stream()
                    .filter(span -> span.operationName().equals("http.request"))
                    .findFirst()
                    .orElseThrow();
            assertThat(call.parentId()).isEqualTo(parent.context().spanId());
            assertThat(active)
                    .singleElement()
                    .satisfies(span -> assertThat(span.context().spanId()).isEqualTo(call.spanId()));
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

    @ParameterizedTest
    @CsvSource({"204, false", "404, true", "503, false"})
    void statuses_are_recorded(int status, boolean error) {
        run((context, tracer) -> {
            client(context)
                    .get()
                    .uri(server.url("/status/" + status))
                    .exchange((request, response) -> response.getStatusCode().value());

            assertThat(onlySpan().tag("http.status_code")).isEqualTo(Integer.toString(status));
            assertThat(onlySpan().isError()).isEqualTo(error);
            assertThat(onlySpan().tag("error.type")).isNull();
        });
    }

    @Test
    void an_error_status_reaches_the_application_unchanged() {
        run((context, tracer) -> assertThatExceptionOfType(HttpClientErrorException.NotFound.class)
                .isThrownBy(() -> client(context)
                        .get()
                        .uri(server.url("/status/404"))
                        .retrieve()
                        .toBodilessEntity()));
    }

    @Test
    void an_exception_is_recorded_and_thrown_unchanged() {
        run((context, tracer) -> {
            IOException thrown = new IOException("no network");
            RestClient client = context.getBean(RestClient.Builder.class)
                    .requestInterceptor((request, body, execution) -> {
                        throw thrown;
                    })
                    .build();

            assertThatExceptionOfType(ResourceAccessException.class)
                    .isThrownBy(() ->
                            client.get().uri(server.url("/echo")).retrieve().toBodilessEntity())
                    .withCause(thrown);

            assertThat(onlySpan().isError()).isTrue();
            assertThat(onlySpan().tag("error.type")).isEqualTo("java.io.IOException");
            assertThat(onlySpan().tag("error.message")).isEqualTo("no network");
            assertThat(onlySpan().tag("http.status_code")).isNull();
        });
    }

    @Test
    void a_redirect_that_the_library_follows_is_one_span() {
        run((context, tracer) -> {
            client(context).get().uri(server.url("/redirect")).retrieve().toBodilessEntity();

            assertThat(server.received()).hasSize(2);
            assertThat(onlySpan().resourceName()).isEqualTo("GET /redirect");
            assertThat(onlySpan().tag("http.status_code")).isEqualTo("200");
        });
    }

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
    void header_tags_are_set_from_request_and_response() {
        runner.withPropertyValues("dd.trace.header-tags=x-mine,x-answer").run(context -> {
            client(context)
                    .get()
                    .uri(server.url("/echo"))
                    .header("X-Mine", "1")
                    .retrieve()
                    .toBodilessEntity();

            assertThat(onlySpan().tag("http.request.headers.x-mine")).isEqualTo("1");
            assertThat(onlySpan().tag("http.response.headers.x-answer")).isEqualTo("yes");
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
