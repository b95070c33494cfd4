/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.boot4;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpServer;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.client.DdHttpClientAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.restclient.RestTemplateBuilder;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientBuilderConfigurer;
import org.springframework.boot.restclient.autoconfigure.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;
import org.springframework.web.client.RestTemplate;

class HttpClientTracesIT {
    private final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdHttpClientAutoConfiguration.class,
                    DdBoot4HttpClientAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class, () -> writer)
            .withBean("template", RestTemplate.class, RestTemplate::new);
    private final List<Headers> received = new CopyOnWriteArrayList<>();
    private HttpServer server;

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            received.add(exchange.getRequestHeaders());
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @FunctionalInterface
    interface Way {
        Object call(ApplicationContext context, String url);
    }

    static Stream<Arguments> everyWayToAClient() {
        return Stream.of(
                Arguments.of("builder bean", (Way) (context, url) ->
                        get(context.getBean(RestClient.Builder.class).build(), url)),
                Arguments.of("configurer of Boot", (Way) (context, url) -> get(
                        context.getBean(RestClientBuilderConfigurer.class)
                                .configure(RestClient.builder())
                                .build(),
                        url)),
                Arguments.of("template bean", (Way)
                        (context, url) -> context.getBean(RestTemplate.class).getForEntity(url, String.class)),
                Arguments.of("template builder of Boot", (Way) (context, url) ->
                        context.getBean(RestTemplateBuilder.class).build().getForEntity(url, String.class)));
    }

    private static Object get(RestClient client, String url) {
        return client.get().uri(url).retrieve().toBodilessEntity();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("everyWayToAClient")
    void every_client_makes_one_span_and_one_set_of_headers(String name, Way way) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            way.call(context, "http://127.0.0.1:" + server.getAddress().getPort() + "/users/7");

            assertThat(writer.spans()).hasSize(1);
            SpanData span = writer.spans().get(0);
            assertThat(span.operationName()).isEqualTo("http.request");
            assertThat(span.resourceName()).isEqualTo("GET /users/?");
            assertThat(span.tag("http.status_code")).isEqualTo("200");
            assertThat(span.tag("component")).isIn("java-http-client", "http-url-connection");
            assertThat(received.get(0).get("x-datadog-parent-id"))
                    .containsExactly(Long.toUnsignedString(span.spanId()));
        });
    }

    @Test
    void a_call_that_fails_names_the_library_and_the_reason() {
        runner.run(context -> {
            RestClient client = context.getBean(RestClient.Builder.class).build();
            assertThatExceptionOfType(RuntimeException.class).isThrownBy(() -> get(client, "http://127.0.0.1:1/none"));

            assertThat(writer.spans()).singleElement().satisfies(span -> {
                assertThat(span.tag("component")).isEqualTo("java-http-client");
                assertThat(span.tag("error.type")).isEqualTo("java.net.ConnectException");
                assertThat(span.tag("http.status_code")).isNull();
            });
        });
    }

    @Test
    void nothing_happens_when_switched_off_or_without_boot_s_clients() {
        runner.withPropertyValues("dd.trace.http-client.enabled=false")
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("ddRestTemplateCustomizer"));
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        DdTracingAutoConfiguration.class,
                        DdHttpClientAutoConfiguration.class,
                        DdBoot4HttpClientAutoConfiguration.class))
                .withBean(InMemoryTraceWriter.class, () -> writer)
                .withClassLoader(new FilteredClassLoader("org.springframework.boot.restclient"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("ddRestTemplateCustomizer"));
    }
}
