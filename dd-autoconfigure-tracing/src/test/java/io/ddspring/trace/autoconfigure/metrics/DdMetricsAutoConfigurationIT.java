/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.flare.FlareEntry;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.metrics.dogstatsd.MetricsReporting;
import io.ddspring.telemetry.Product;
import io.ddspring.telemetry.StatusContributor;
import io.ddspring.test.AgentInfo;
import io.ddspring.test.FakeAgent;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.DdTracingAutoConfiguration;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.StringWriter;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.boot.actuate.autoconfigure.metrics.MetricsAutoConfiguration;
import org.springframework.boot.actuate.autoconfigure.metrics.export.simple.SimpleMetricsExportAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

class DdMetricsAutoConfigurationIT {
    private final FakeAgent agent = FakeAgent.start();
    private final DatagramSocket statsd = socket();
    private final ApplicationContextRunner contexts = new ApplicationContextRunner()
            .withConfiguration(
                    AutoConfigurations.of(DdTracingAutoConfiguration.class, DdMetricsAutoConfiguration.class))
            .withPropertyValues("dd.trace.agent-url=" + agent.url(), "dd.service=orders", "dd.env=prod");
    private final ApplicationContextRunner sending = contexts.withPropertyValues(
            "dd.dogstatsd.start-delay=0",
            "dd.dogstatsd.host=127.0.0.1",
            "dd.dogstatsd.port=" + statsd.getLocalPort(),
            "dd.jmxfetch.check-period=100");

    @BeforeEach
    void nothingRunsYet() {
        assertThat(threads()).isEmpty();
    }

    @AfterEach
    void nothingRunsAnyMore() {
        statsd.close();
        agent.close();
        assertThat(threads()).isEmpty();
    }

    @Test
    void application_sends_its_own_metrics_with_the_tags_of_the_tracer() {
        sending.run(context -> {
            context.getBean(StatsDClient.class).increment("orders.placed", "region:eu");

            assertThat(awaitLine(line -> line.startsWith("orders.placed")))
                    .startsWith("orders.placed:1|c|#")
                    .contains("service:orders", "env:prod", "region:eu");
        });
    }

    @Test
    void runtime_metrics_are_a_product_that_can_be_switched() {
        sending.run(context -> {
            assertThat(awaitLine(line -> line.startsWith("jvm.heap_memory:")))
                    .contains("service:orders", "env:prod", "runtime-id:", "svc.user:true");

            Product product = context.getBean(Product.class);
            assertThat(product.name()).isEqualTo("runtime-metrics");
            product.stop();
            assertThat(product.isRunning()).isFalse();
        });
    }

    @Test
    void a_default_application_starts_one_sleeping_thread_and_opens_nothing() {
        contexts.run(context -> {
            assertThat(threads()).extracting(Thread::getName).containsExactly("dd-metrics");
            assertThat(context.getSourceApplicationContext().getBeanFactory().getSingletonNames())
                    .contains("ddMetricsReporting")
                    .doesNotContain("ddStatsDClient", "ddRuntimeMetrics", "ddMetricsStatus", "ddMetricsFlareEntry");
        });
    }

    @Test
    void with_everything_off_there_is_no_thread_but_a_client() {
        contexts.withPropertyValues("dd.runtime-metrics.enabled=false", "dd.trace.health-metrics-enabled=false")
                .run(context -> {
                    assertThat(threads()).isEmpty();
                    assertThat(context.getBean(StatsDClient.class)).isNotSameAs(StatsDClient.NOOP);
                });
    }

    @Test
    void opentelemetry_s_switch_for_metrics_is_understood() {
        contexts.withPropertyValues("otel.metrics.exporter=none")
                .run(context ->
                        assertThat(context.getBean(Product.class).isRunning()).isFalse());
    }

    @Test
    void without_tracing_the_client_is_there_but_sends_nothing() {
        sending.withPropertyValues("dd.trace.enabled=false").run(context -> {
            assertThat(context).hasNotFailed().doesNotHaveBean(MetricsReporting.class);
            assertThat(context).doesNotHaveBean(Product.class).doesNotHaveBean(StatusContributor.class);
            assertThat(context.getBean(StatsDClient.class)).isSameAs(StatsDClient.NOOP);
            assertThat(threads()).isEmpty();
        });
    }

    @Test
    void a_client_of_the_application_wins() {
        sending.withBean("own", StatsDClient.class, () -> StatsDClient.NOOP).run(context -> {
            assertThat(context.getBean(StatsDClient.class)).isSameAs(StatsDClient.NOOP);
            awaitLine(line -> line.startsWith("jvm.heap_memory:"));
        });
    }

    @Test
    void what_a_bean_counts_while_it_is_destroyed_is_sent() {
        sending.withBean(CountsItsEnd.class).run(context -> context.getBean(CountsItsEnd.class));

        assertThat(awaitLine(line -> line.startsWith("bye"))).startsWith("bye:1|c|");
    }

    @Test
    void the_port_is_the_one_that_the_agent_names() {
        agent.info(AgentInfo.defaults().with("config", Map.of("statsd_port", statsd.getLocalPort())));
        contexts.withPropertyValues("dd.dogstatsd.start-delay=0", "dd.jmxfetch.check-period=100")
                .run(context -> {
                    context.getBean(Tracer.class).startSpan("work").finish();
                    awaitLine(line -> line.startsWith("jvm.heap_memory:"));
                });
    }

    @Test
    void status_tells_where_metrics_go() {
        sending.run(context -> {
            awaitLine(line -> line.startsWith("jvm.heap_memory:"));
            StatusContributor status = context.getBean(StatusContributor.class);

            assertThat(status.section()).isEqualTo("metrics");
            assertThat(status.summary())
                    .containsEntry("state", "sending")
                    .containsEntry("url", "udp://127.0.0.1:" + statsd.getLocalPort());
            assertThat(status.details()).containsKeys("dogstatsd", "runtime-metrics", "health-metrics");
        });
    }

    @Test
    void a_socket_that_cannot_be_used_is_explained() {
        sending.withPropertyValues("dd.dogstatsd.url=unix:///tmp/none.socket").run(context -> {
            context.getBean(StatsDClient.class).increment("nowhere");
            Map<String, Object> summary = awaitNote(context.getBean(StatusContributor.class));

            assertThat(summary).containsEntry("state", "off");
            assertThat(summary.get("note").toString()).contains("/tmp/none.socket", "jnr-unixsocket");
        });
    }

    @Test
    void counts_of_the_tracer_are_meters_and_those_of_the_application_stay() {
        withMicrometer().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            Counter own = registry.counter("orders");
            own.increment();
            context.getBean(Tracer.class).startSpan("work").finish();

            FunctionCounter started =
                    registry.get("datadog.tracer.span.pending.created").functionCounter();
            assertThat(started.count()).isEqualTo(1);
            assertThat(started.getId().getBaseUnit()).isEqualTo("spans");
            assertThat(own.count()).isEqualTo(1);
        });
    }

    @Test
    void counts_by_reason_and_status_are_meters_with_a_tag_as_soon_as_there_are_any() {
        withMicrometer().run(context -> {
            MeterRegistry registry = context.getBean(MeterRegistry.class);
            TracerHealth health = context.getBean(TracerHealth.class);
            health.dropped("queue.full", 1, 3);
            health.dropped("queue.full", 1, 4);
            health.dropped("payload.too-large", 1, 9);
            health.traceRequests.answered(413, 1, 1);

            assertThat(count(registry, "queue.dropped.traces", "reason", "queue.full"))
                    .isEqualTo(2);
            assertThat(count(registry, "queue.dropped.spans", "reason", "queue.full"))
                    .isEqualTo(7);
            assertThat(count(registry, "queue.dropped.spans", "reason", "payload.too-large"))
                    .isEqualTo(9);
            assertThat(count(registry, "api.responses.total", "status", "413")).isEqualTo(1);
            assertThat(registry.find("datadog.tracer.queue.dropped.traces").meters())
                    .allSatisfy(meter -> assertThat(meter.getId().getTags()).hasSize(1));
        });
    }

    private static double count(MeterRegistry registry, String name, String... tags) {
        return registry.get("datadog.tracer." + name)
                .tags(tags)
                .functionCounter()
                .count();
    }

    @Test
    void a_flare_tells_where_metrics_go() {
        sending.run(context -> {
            awaitLine(line -> line.startsWith("jvm.heap_memory:"));
            FlareEntry entry = context.getBean(FlareEntry.class);
            StringWriter text = new StringWriter();
            entry.write(text);

            assertThat(entry.name()).isEqualTo("jmxfetch.txt");
            assertThat(text.toString().lines())
                    .contains(
                            "dogstatsd.state=sending",
                            "dogstatsd.url=udp://127.0.0.1:" + statsd.getLocalPort(),
                            "dogstatsd.lost-queue=0",
                            "runtime-metrics.running=true",
                            "health-metrics.running=true");
        });
    }

    @Test
    void health_metrics_that_are_off_are_no_meters() {
        withMicrometer()
                .withPropertyValues("dd.trace.health-metrics-enabled=false")
                .run(context -> assertThat(context.getBean(MeterRegistry.class).getMeters())
                        .noneMatch(meter -> meter.getId().getName().startsWith("datadog.")));
    }

    @Test
    void an_application_without_micrometer_has_no_meters() {
        contexts.withClassLoader(new FilteredClassLoader("io.micrometer"))
                .run(context -> assertThat(context).hasNotFailed().doesNotHaveBean("ddTracerMeters"));
    }

    @Test
    void a_registry_of_the_application_gets_the_meters() {
        withMicrometer().withBean("own", SimpleMeterRegistry.class).run(context -> assertThat(
                        context.getBean(SimpleMeterRegistry.class)
                                .find("datadog.tracer.api.requests.total")
                                .functionCounter())
                .isNotNull());
    }

    private ApplicationContextRunner withMicrometer() {
        return contexts.withConfiguration(
                AutoConfigurations.of(MetricsAutoConfiguration.class, SimpleMetricsExportAutoConfiguration.class));
    }

    private static Map<String, Object> awaitNote(StatusContributor status) {
        long deadline = System.nanoTime() + 10_000_000_000L;
        Map<String, Object> summary = status.summary();
        while (!summary.containsKey("note") && System.nanoTime() < deadline) {
            Thread.onSpinWait();
            summary = status.summary();
        }
        return summary;
    }

    private String awaitLine(Predicate<String> condition) {
        try {
            statsd.setSoTimeout(10_000);
            while (true) {
                DatagramPacket packet = new DatagramPacket(new byte[8192], 8192);
                statsd.receive(packet);
                List<String> lines = new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)
                        .lines()
                        .filter(condition)
                        .toList();
                if (!lines.isEmpty()) {
                    return lines.get(0);
                }
            }
        } catch (Exception e) {
            throw new AssertionError("no such line came", e);
        }
    }

    private static List<Thread> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith("dd-metrics")
                        || thread.getName().startsWith("dd-statsd"))
                .toList();
    }

    private static DatagramSocket socket() {
        try {
            return new DatagramSocket(0, InetAddress.getLoopbackAddress());
        } catch (SocketException e) {
            throw new IllegalStateException(e);
        }
    }

    static final class CountsItsEnd implements DisposableBean {
        private final StatsDClient statsd;

        CountsItsEnd(StatsDClient statsd) {
            this.statsd = statsd;
        }

        @Override
        public void destroy() {
            statsd.increment("bye");
        }
    }
}
