/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.ddspring.trace.autoconfigure.boot3.DdBoot3HttpClientAutoConfiguration;
import io.ddspring.writer.InMemoryTraceWriter;
import java.io.IOException;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.http.client.HttpClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestClientAutoConfiguration;
import org.springframework.boot.autoconfigure.web.client.RestTemplateAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.web.client.RestClient;

/** An application with HTTP clients, and a server for them to call. */
abstract class ClientApplication {
    final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    DdTracingAutoConfiguration.class,
                    DdHttpClientAutoConfiguration.class,
                    DdBoot3HttpClientAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    RestTemplateAutoConfiguration.class))
            .withBean(InMemoryTraceWriter.class, () -> writer);
    EchoServer server;

    @BeforeEach
    void start() throws IOException {
        server = EchoServer.start();
    }

    @AfterEach
    void stop() {
        server.close();
        assertThat(Faults.shared().count("http.client")).isZero();
    }

    void run(BiConsumer<ApplicationContext, Tracer> work) {
        runner.run(context -> {
            assertThat(context).hasNotFailed();
            work.accept(context, context.getBean(Tracer.class));
        });
    }

    SpanData onlySpan() {
        assertThat(writer.spans()).hasSize(1);
        return writer.spans().get(0);
    }

    static RestClient client(ApplicationContext context) {
        return context.getBean(RestClient.Builder.class).build();
    }
}
