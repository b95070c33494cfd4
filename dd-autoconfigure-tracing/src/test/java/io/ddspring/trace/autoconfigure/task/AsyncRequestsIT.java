/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Traced;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;
import org.springframework.scheduling.annotation.Async;
import org.springframework.scheduling.annotation.EnableAsync;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

class AsyncRequestsIT {
    private static ConfigurableApplicationContext context;

    private final InMemoryTraceWriter spans = context.getBean(InMemoryTraceWriter.class);

    @BeforeAll
    static void start() {
        context = SpringApplication.run(
                Application.class,
                "--server.port=0",
                "--server.address=127.0.0.1",
                "--dd.service=shop",
                "--spring.autoconfigure.exclude=org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration");
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @BeforeEach
    void forget() {
        spans.clear();
    }

    @Test
    void the_work_of_a_callable_is_below_its_handler() throws Exception {
        get("/callable");

        List<SpanData> trace = spans.awaitSpans(3);
        assertThat(trace)
                .extracting(SpanData::resourceName)
                .containsExactlyInAnyOrder("GET /callable", "Api.callable", "work");
        assertThat(named(trace, "work").parentId())
                .isEqualTo(named(trace, "Api.callable").spanId());
        assertThat(named(trace, "work").tag(Tags.THREAD_NAME)).startsWith("task-");
    }

    @Test
    void an_async_call_is_below_the_handler_and_above_its_work() throws Exception {
        get("/async");

        List<SpanData> trace = spans.awaitSpans(4);
        assertThat(trace)
                .extracting(SpanData::resourceName)
                .containsExactlyInAnyOrder("GET /async", "Api.async", "Work.count", "work");
        assertThat(named(trace, "Work.count").parentId())
                .isEqualTo(named(trace, "Api.async").spanId());
        assertThat(named(trace, "work").parentId())
                .isEqualTo(named(trace, "Work.count").spanId());
    }

    @Test
    void a_traced_service_is_below_the_handler() throws Exception {
        get("/traced");

        List<SpanData> trace = spans.awaitSpans(3);
        assertThat(named(trace, "Work.price").parentId())
                .isEqualTo(named(trace, "Api.traced").spanId());
        assertThat(named(trace, "Work.price").operationName()).isEqualTo("order.price");
    }

    @Test
    void an_event_handled_elsewhere_belongs_to_the_request() throws Exception {
        get("/event");

        List<SpanData> trace = spans.awaitSpans(4);
        assertThat(named(trace, "Work.on").parentId())
                .isEqualTo(named(trace, "Api.event").spanId());
    }

    private static void get(String path) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + context.getEnvironment().getProperty("local.server.port") + path);
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.body()).isEqualTo("done");
    }

    private static SpanData named(List<SpanData> trace, String resourceName) {
        return trace.stream()
                .filter(span -> span.resourceName().equals(resourceName))
                .findFirst()
                .orElseThrow();
    }

    @EnableAsync
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    @Import({Api.class, Work.class})
    static class Application {
        @Bean
        InMemoryTraceWriter spans() {
            return new InMemoryTraceWriter();
        }
    }

    @RestController
    static class Api {
        private final Work work;
        private final Tracer tracer;
        private final ApplicationEventPublisher events;

        Api(Work work, Tracer tracer, ApplicationEventPublisher events) {
            this.work = work;
            this.tracer = tracer;
            this.events = events;
        }

        @GetMapping("/callable")
        Callable<String> callable() {
            return () -> tracer.trace("work", () -> "done");
        }

        @GetMapping("/async")
        String async() throws Exception {
            return work.count().join();
        }

        @GetMapping("/traced")
        String traced() {
            return work.price();
        }

        @GetMapping("/event")
        String event() {
            events.publishEvent("ordered");
            return "done";
        }
    }

    static class Work {
        private final Tracer tracer;

        Work(Tracer tracer) {
            this.tracer = tracer;
        }

        @Async
        public CompletableFuture<String> count() throws Exception {
            return tracer.trace("work", () -> CompletableFuture.completedFuture("done"));
        }

        @Traced("order.price")
        public String price() {
            return "done";
        }

        @Async
        @EventListener
        public void on(String event) {
            tracer.startSpan("work").finish();
        }
    }
}
