/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.telemetry.Product;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.telemetry.TelemetryClient;
import io.ddspring.telemetry.TelemetryMetrics;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedTelemetry;
import io.ddspring.trace.Tracer;
import io.ddspring.writer.AgentTraceWriter;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.SmartLifecycle;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

class ReportedApplicationIT {
    private final FakeAgent agent = FakeAgent.start().info(AgentInfo.withTelemetry());

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    @Test
    void an_application_reports_its_start_once_then_what_it_serves_and_its_end_last() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.SERVLET)) {
            work(context);
            agent.awaitTelemetry("app-endpoints");

            assertThat(status(context))
                    .containsEntry("enabled", true)
                    .containsEntry("running", true)
                    .containsEntry("started", true)
                    .containsEntry("endpoint", "agent");
        }

        List<ReceivedTelemetry> messages = agent.telemetry();
        assertThat(messages)
                .extracting(ReceivedTelemetry::type)
                .startsWith("app-started")
                .endsWith("app-closing");
        assertThat(messages)
                .filteredOn(message -> message.type().equals("app-started"))
                .hasSize(1);
        assertThat(messages).allSatisfy(message -> assertThat(message.application())
                .containsEntry("service_name", "orders")
                .containsEntry("env", "test")
                .containsEntry("language_name", "jvm"));
        assertThat(messages.get(0).payload().get("products"))
                .hasToString(
                        "{appsec={enabled=true}, profiler={enabled=false}, dynamic_instrumentation={enabled=false}}");
        assertThat(endpoints()).contains("GET /orders/{id} " + Orders.class.getName() + "#find(long)");
        assertThat(endpoints()).anyMatch(endpoint -> endpoint.startsWith("* /error "));
        assertThat(integrations()).contains("servlet", "spring-web");
        assertThat(agent.problems()).isEmpty();
        assertThat(telemetryThreads()).isEmpty();
    }

    @Test
    void the_last_spans_are_in_the_last_report() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            work(context);
            agent.awaitTelemetry("app-started");
            context.getBean(Tracer.class)
                    .buildSpan("late")
                    .withTag("component", "late-component")
                    .start()
                    .finish();
        }

        assertThat(agent.telemetry())
                .filteredOn(message -> message.type().equals("generate-metrics"))
                .anySatisfy(message ->
                        assertThat(message.payload().toString()).contains("integration_name:late-component"));
    }

    @Test
    void a_stopped_context_reports_nothing_and_goes_on_after_its_restart() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            work(context);
            agent.awaitTelemetry("app-started");

            context.stop();
            assertThat(telemetryThreads()).isEmpty();
            context.start();
            assertThat(telemetryThreads()).hasSize(1);
        }

        assertThat(agent.telemetry())
                .extracting(ReceivedTelemetry::type)
                .containsOnlyOnce("app-started", "app-closing");
    }

    @Test
    void a_context_that_is_closed_after_it_was_stopped_reports_its_end() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            work(context);
            agent.awaitTelemetry("app-started");
            context.getBean(TelemetryMetrics.class).counter("appsec", "late").increment();
            context.stop();
        }

        assertThat(agent.telemetry()).extracting(ReceivedTelemetry::type).endsWith("app-closing");
        assertThat(metrics()).contains("metric=late");
        assertThat(telemetryThreads()).isEmpty();
    }

    @Test
    void what_was_counted_while_the_application_started_is_reported() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE, EarlyCounter.class)) {
            work(context);
            agent.awaitTelemetry("app-started");
        }

        assertThat(metrics()).contains("metric=waf.init");
    }

    @Test
    void settings_of_opentelemetry_without_effect_are_reported() {
        System.setProperty("otel.service.name", "hidden");
        System.setProperty("otel.traces.sampler", "jaeger_remote");
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            work(context);
            agent.awaitTelemetry("app-started");
        } finally {
            System.clearProperty("otel.service.name");
            System.clearProperty("otel.traces.sampler");
        }

        assertThat(metrics())
                .contains("config_opentelemetry:otel_service_name, config_datadog:dd_service")
                .contains("config_opentelemetry:otel_traces_sampler]");
    }

    @Test
    void products_that_stop_with_the_context_were_not_switched_off() {
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE, StoppingProduct.class)) {
            work(context);
            agent.awaitTelemetry("app-product-change");
        }

        assertThat(agent.telemetry())
                .filteredOn(message -> message.type().equals("app-product-change"))
                .extracting(message -> String.valueOf(message.payload().get("products")))
                .containsExactly("{appsec={enabled=true}, profiler={enabled=true}}");
    }

    @Test
    void what_cannot_be_created_is_tried_once_and_the_reason_told() throws InterruptedException {
        BrokenReports.attempts.set(0);
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE, BrokenReports.class)) {
            work(context);
            agent.awaitTraces(1);
            CountDownLatch looks = new CountDownLatch(4);
            context.getBean(AgentTraceWriter.class).addTask(looks::countDown);
            assertThat(looks.await(20, TimeUnit.SECONDS)).isTrue();

            assertThat(status(context))
                    .containsEntry("enabled", false)
                    .extractingByKey("reason")
                    .asString()
                    .contains("no reports today");
        }

        assertThat(BrokenReports.attempts).hasValue(1);
        assertThat(agent.telemetry()).isEmpty();
    }

    @Test
    void two_applications_in_one_process_report_themselves() {
        try (ConfigurableApplicationContext first = start(WebApplicationType.NONE);
                ConfigurableApplicationContext second = start(WebApplicationType.NONE)) {
            work(first);
            work(second);
            agent.awaitRequests(ReceivedTelemetry.ENDPOINT, 2);
            while (agent.telemetry().stream()
                            .filter(message -> message.type().equals("app-started"))
                            .count()
                    < 2) {
                agent.awaitRequests(
                        ReceivedTelemetry.ENDPOINT,
                        agent.requests(ReceivedTelemetry.ENDPOINT).size() + 1);
            }
        }

        assertThat(agent.requests(ReceivedTelemetry.ENDPOINT).stream()
                        .filter(request -> "app-started".equals(request.header("DD-Telemetry-Request-Type")))
                        .map(request -> request.header("DD-Session-ID")))
                .hasSize(2)
                .doesNotHaveDuplicates();
        assertThat(agent.telemetry())
                .filteredOn(message -> message.type().equals("app-closing"))
                .hasSize(2);
    }

    @Test
    void an_agent_without_the_endpoint_is_no_problem_for_the_application() {
        agent.info(AgentInfo.defaults());
        try (ConfigurableApplicationContext context = start(WebApplicationType.NONE)) {
            work(context);
            agent.awaitRequests(ReceivedTelemetry.ENDPOINT, 1);

            assertThat(context.getBean(TelemetryClient.class).status()).containsEntry("started", false);
        }

        assertThat(agent.telemetry()).isEmpty();
    }

    private String metrics() {
        return agent.telemetry().stream()
                .filter(message -> message.type().equals("generate-metrics"))
                .map(message -> message.payload().toString())
                .collect(Collectors.joining());
    }

    private ConfigurableApplicationContext start(WebApplicationType type, Class<?>... more) {
        return new SpringApplicationBuilder(Application.class)
                .sources(more)
                .web(type)
                .properties(
                        "server.port=0",
                        "spring.main.banner-mode=off",
                        "dd.service=orders",
                        "dd.env=test",
                        "dd.trace.flush-interval=0.05",
                        "dd.trace.agent-url=" + agent.url())
                .run();
    }

    private static void work(ConfigurableApplicationContext context) {
        context.getBean(Tracer.class)
                .buildSpan("work")
                .ignoreActiveSpan()
                .start()
                .finish();
    }

    private static Map<String, Object> status(ConfigurableApplicationContext context) {
        return context.getBean("ddTelemetryStatus", StatusContributor.class).details();
    }

    private List<String> endpoints() {
        return agent.telemetry().stream()
                .filter(message -> message.type().equals("app-endpoints"))
                .flatMap(message -> ((List<?>) message.payload().get("endpoints")).stream())
                .map(endpoint -> (Map<?, ?>) endpoint)
                .map(endpoint ->
                        endpoint.get("resource_name") + " " + ((Map<?, ?>) endpoint.get("metadata")).get("handler"))
                .toList();
    }

    private Set<String> integrations() {
        return agent.telemetry().stream()
                .filter(message -> message.type().equals("app-integrations-change"))
                .flatMap(message -> ((List<?>) message.payload().get("integrations")).stream())
                .map(integration -> String.valueOf(((Map<?, ?>) integration).get("name")))
                .collect(Collectors.toSet());
    }

    private static List<String> telemetryThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter("dd-telemetry"::equals)
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration(exclude = DataSourceAutoConfiguration.class)
    @Import(Orders.class)
    static class Application {
        @Bean
        Product appsec() {
            return new Product() {
                @Override
                public String name() {
                    return "appsec";
                }

                @Override
                public void start() {}

                @Override
                public void stop() {}

                @Override
                public boolean isRunning() {
                    return true;
                }

                @Override
                public Map<String, Object> status() {
                    return Map.of();
                }
            };
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class EarlyCounter {
        EarlyCounter(TelemetryMetrics metrics) {
            metrics.counter("appsec", "waf.init").increment();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class StoppingProduct {
        @Bean
        SmartProduct profiling() {
            return new SmartProduct();
        }
    }

    static final class SmartProduct implements Product, SmartLifecycle {
        private volatile boolean running;

        @Override
        public String name() {
            return "profiling";
        }

        @Override
        public void start() {
            running = true;
        }

        @Override
        public void stop() {
            running = false;
        }

        @Override
        public boolean isRunning() {
            return running;
        }

        @Override
        public Map<String, Object> status() {
            return Map.of();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class BrokenReports {
        static final AtomicInteger attempts = new AtomicInteger();

        @Bean
        @Lazy
        TelemetryClient ddTelemetryClient() {
            attempts.incrementAndGet();
            throw new IllegalStateException("no reports today");
        }
    }

    @RestController
    static class Orders {
        @GetMapping("/orders/{id}")
        String find(@PathVariable("id") long id) {
            return "order " + id;
        }
    }
}
