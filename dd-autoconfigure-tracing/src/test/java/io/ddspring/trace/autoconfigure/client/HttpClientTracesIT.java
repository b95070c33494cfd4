/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import io.ddspring.trace.Scope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.autoconfigure.spi.HttpClientTracing;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.web.client.RestClientBuilderConfigurer;
import org.springframework.boot.web.client.RestTemplateBuilder;
import org.springframework.context.ApplicationContext;
import org.springframework.http.client.BufferingClientHttpRequestFactory;
import org.springframework.http.client.ClientHttpRequestFactory;
import org.springframework.http.client.JdkClientHttpRequestFactory;
import org.springframework.http.client.SimpleClientHttpRequestFactory;
import org.springframework.web.client.HttpClientErrorException;
import org.springframework.web.client.ResourceAccessException;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

class HttpClientTracesIT extends ClientApplication {

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
}
