/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.ProcessTags;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.test.Threads;
import java.lang.management.ManagementFactory;
import java.lang.management.RuntimeMXBean;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class MetricsReportingIT {
    private static final String METRIC = "(jvm|runtime\\.java)\\.[a-z_.]+:[0-9.]+\\|g\\|#[^|]+";

    private final StatsDServer server = new StatsDServer();
    private final TracerHealth health = new TracerHealth();
    private final ProcessTags processTags = ProcessTags.of(configuration(Map.of()));

    @AfterEach
    void stopServer() {
        server.close();
    }

    @Test
    void metrics_of_the_runtime_are_gauges_with_the_tags_of_service_and_process() {
        try (MetricsReporting reporting = reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"))) {
            reporting.start();
            server.awaitLine("jvm.gc.major_collection_time:");
            server.awaitLine("jvm.heap_memory:");
            server.awaitLine("jvm.thread_count:");
            server.awaitLine("runtime.java.cpu.percent:");

            List<String> lines = server.lines();
            assertThat(lines).allMatch(line -> line.matches(METRIC)).allSatisfy(line -> assertThat(
                            line.substring(line.indexOf('#') + 1).split(","))
                    .contains("service:orders", "env:prod", "version:1.2", "runtime-id:r-1")
                    .containsAll(processTags.list())
                    .doesNotHaveDuplicates());
        }
        assertThat(Threads.remaining("dd-metrics")).isEmpty();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void product_is_switched_off_and_on_while_it_runs() {
        try (MetricsReporting reporting =
                reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100", "DD_TRACE_HEALTH_METRICS_ENABLED", "false"))) {
            reporting.start();
            assertThat(reporting.runtimeMetrics().name()).isEqualTo("runtime-metrics");
            assertThat(reporting.runtimeMetrics().isRunning()).isTrue();
            server.awaitLine("jvm.heap_memory:");

            reporting.runtimeMetrics().stop();
            assertThat(Threads.remaining("dd-metrics")).isEmpty();
            assertThat(Threads.remaining("dd-statsd")).isEmpty();
            server.arrived();
            server.forget();

            reporting.runtimeMetrics().start();
            server.awaitLine("jvm.heap_memory:");
        }
    }

    @Test
    void nothing_enabled_is_no_thread_until_the_application_sends_something() {
        Map<String, String> off =
                Map.of("DD_RUNTIME_METRICS_ENABLED", "false", "DD_TRACE_HEALTH_METRICS_ENABLED", "false");
        try (MetricsReporting reporting = reporting(off)) {
            reporting.start();
            assertThat(Threads.named("dd-metrics")).isEmpty();
            assertThat(reporting.runtimeMetrics().isRunning()).isFalse();

            reporting.client().increment("orders.placed");

            assertThat(server.awaitUntil(any -> true)).allMatch(line -> line.startsWith("orders.placed:1|c|"));
        }
        assertThat(Threads.remaining("dd-metrics")).isEmpty();
    }

    @Test
    void nothing_is_connected_before_the_delay_is_over() {
        try (MetricsReporting reporting = reporting(Map.of("DD_DOGSTATSD_START_DELAY", "60"))) {
            reporting.start();

            assertThat(Threads.named("dd-metrics")).hasSize(1).allMatch(Thread::isDaemon);
            Threads.awaitState(Threads.named("dd-metrics").get(0), Thread.State.TIMED_WAITING);
            assertThat(Threads.named("dd-statsd")).isEmpty();
        }
        assertThat(Threads.remaining("dd-metrics")).isEmpty();
        assertThat(server.arrived()).isEmpty();
    }

    @Test
    void what_the_application_sent_before_the_delay_was_over_is_sent_at_the_end() {
        try (MetricsReporting reporting = reporting(Map.of("DD_DOGSTATSD_START_DELAY", "60"))) {
            reporting.client().increment("job.done");
            reporting.start();
        }

        assertThat(server.arrived()).hasSize(1).allMatch(line -> line.startsWith("job.done:1|c|"));
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void stopped_reporting_holds_no_thread_and_starts_again() {
        try (MetricsReporting reporting = reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"))) {
            reporting.start();
            server.awaitLine("jvm.heap_memory:");

            reporting.stop();
            assertThat(Threads.remaining("dd-metrics")).isEmpty();
            assertThat(Threads.remaining("dd-statsd")).isEmpty();
            server.arrived();
            server.forget();
            reporting.client().increment("meanwhile");
            reporting.start();

            server.awaitLine("meanwhile:1|c|");
            server.awaitLine("jvm.heap_memory:");
        }
    }

    @Test
    void a_call_that_comes_while_everything_is_stopping_is_sent_nevertheless() throws InterruptedException {
        try (MetricsReporting reporting =
                reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100", "DD_TRACE_HEALTH_METRICS_ENABLED", "false"))) {
            StatsDClient client = reporting.client();
            reporting.start();
            server.awaitLine("jvm.heap_memory:");

            Thread stopping = new Thread(reporting.runtimeMetrics()::stop);
            stopping.start();
            while (reporting.status().get("dogstatsd").toString().contains("state=sending")) {
                Thread.onSpinWait();
            }
            client.increment("meanwhile");
            stopping.join();

            server.awaitLine("meanwhile:1|c|");
        }
    }

    @Test
    void product_that_is_switched_off_during_a_long_lookup_opens_nothing() throws InterruptedException {
        CountDownLatch lookup = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (MetricsReporting reporting =
                reporting(Map.of("DD_TRACE_HEALTH_METRICS_ENABLED", "false"), () -> awaited(lookup, answer))) {
            reporting.client();
            reporting.start();
            lookup.await();
            reporting.runtimeMetrics().stop();
            answer.countDown();

            assertThat(Threads.remaining("dd-metrics")).isEmpty();
            assertThat(Threads.named("dd-statsd")).isEmpty();
            assertThat(reporting.status().get("dogstatsd")).asString().contains("state=waiting");
        }
    }

    @Test
    void a_stop_during_a_long_lookup_ends_and_the_next_start_sends() throws InterruptedException {
        CountDownLatch lookup = new CountDownLatch(1);
        CountDownLatch answer = new CountDownLatch(1);
        try (MetricsReporting reporting =
                reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"), () -> awaited(lookup, answer))) {
            reporting.start();
            lookup.await();
            reporting.stop();
            reporting.start();
            answer.countDown();

            server.awaitLine("jvm.heap_memory:");
        }
        assertThat(Threads.remaining("dd-metrics")).isEmpty();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void what_the_tracer_counted_last_is_sent_at_the_end() {
        try (MetricsReporting reporting = reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"))) {
            reporting.start();
            server.awaitLine("jvm.heap_memory:");
            health.spansStarted.add(5);
        }

        assertThat(server.arrived()).anyMatch(line -> line.startsWith("datadog.tracer.span.pending.created:5|c|"));
    }

    @Test
    void what_the_tracer_counted_is_sent_once_when_it_stops_and_goes_on() {
        try (MetricsReporting reporting = reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"))) {
            reporting.start();
            server.awaitLine("jvm.heap_memory:");
            health.spansStarted.add(5);
            reporting.stop();
            server.awaitLine("datadog.tracer.span.pending.created:5|c|");
            server.forget();
            reporting.start();
            server.awaitLine("jvm.heap_memory:");
            health.spansStarted.add(2);
        }

        assertThat(server.arrived()).anyMatch(line -> line.startsWith("datadog.tracer.span.pending.created:2|c|"));
    }

    @Test
    void the_delay_begins_with_the_process() {
        RuntimeMXBean process = ManagementFactory.getRuntimeMXBean();
        while (process.getUptime() < 3_000) {
            Thread.onSpinWait();
        }
        long delaySeconds = process.getUptime() / 1_000;
        long begin = System.nanoTime();
        try (MetricsReporting reporting = reporting(Map.of("DD_DOGSTATSD_START_DELAY", String.valueOf(delaySeconds)))) {
            reporting.start();
            while (!reporting.status().get("dogstatsd").toString().contains("state=sending")
                    && System.nanoTime() - begin < TimeUnit.SECONDS.toNanos(delaySeconds)) {
                Thread.onSpinWait();
            }

            assertThat(reporting.status().get("dogstatsd")).asString().contains("state=sending");
        }
        assertThat(System.nanoTime() - begin).isLessThan(TimeUnit.SECONDS.toNanos(delaySeconds));
    }

    @Test
    void closing_while_interrupted_leaves_no_thread() {
        MetricsReporting reporting = reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"));
        reporting.start();
        server.awaitLine("jvm.heap_memory:");
        Thread.currentThread().interrupt();
        reporting.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Threads.remaining("dd-metrics")).isEmpty();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void closed_reporting_does_not_start() {
        MetricsReporting reporting = reporting(Map.of());
        reporting.close();
        reporting.close();
        reporting.start();

        assertThat(Threads.named("dd-metrics")).isEmpty();
    }

    @Test
    void status_tells_where_metrics_go_and_what_is_reported() {
        try (MetricsReporting reporting = reporting(Map.of("DD_JMXFETCH_CHECK_PERIOD", "100"))) {
            assertThat(reporting.status().get("dogstatsd")).asString().contains("state=waiting");
            reporting.start();
            server.awaitLine("jvm.heap_memory:");

            assertThat(reporting.status()).containsOnlyKeys("dogstatsd", "runtime-metrics", "health-metrics");
            assertThat(reporting.status().get("dogstatsd"))
                    .asString()
                    .contains("state=sending", "url=udp://127.0.0.1:" + server.port(), "errors=0");
            assertThat(reporting.status().get("runtime-metrics")).asString().contains("running=true");
            assertThat(reporting.status().get("health-metrics")).asString().contains("running=true");
        }
    }

    @Test
    void metrics_of_the_tracer_are_what_was_counted_since_the_last_time() {
        String tags = "#service:orders,env:prod,version:1.2,";
        try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
            HealthMetrics metrics = new HealthMetrics(client, health, ProcessTags.none());
            health.spansStarted.add(5);
            health.dropped("queue.full", 1, 3);
            health.traceRequests.answered(200, 1, 1);
            health.traceRequests.answered(413, 1, 1);
            metrics.report();
            health.spansStarted.add(2);
            health.traceRequests.answered(200, 1, 1);
            metrics.report();
            metrics.report();
        }

        List<String> lines = server.arrived();
        assertThat(lines)
                .extracting(line -> line.substring(0, line.indexOf('#')))
                .containsExactlyInAnyOrder(
                        "datadog.tracer.span.pending.created:7|c|",
                        "datadog.tracer.queue.dropped.traces:1|c|",
                        "datadog.tracer.queue.dropped.spans:3|c|",
                        "datadog.tracer.api.requests.total:3|c|",
                        "datadog.tracer.api.errors.total:1|c|",
                        "datadog.tracer.api.responses.total:2|c|",
                        "datadog.tracer.api.responses.total:1|c|");
        assertThat(lines)
                .allMatch(line -> line.contains(tags)
                        && line.contains(",lang:java")
                        && line.contains(",lang_version:")
                        && line.contains(",lang_interpreter:")
                        && line.contains(",lang_interpreter_vendor:")
                        && line.contains(",tracer_version:"))
                .anyMatch(line -> line.contains("dropped.traces") && line.contains("reason:queue.full"))
                .anyMatch(line -> line.contains("responses.total:2") && line.contains("status:200"))
                .anyMatch(line -> line.contains("responses.total:1") && line.contains("status:413"));
    }

    private static AgentOffer awaited(CountDownLatch asked, CountDownLatch answer) {
        asked.countDown();
        try {
            answer.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return AgentOffer.NONE;
    }

    private MetricsReporting reporting(Map<String, String> variables) {
        return reporting(variables, () -> AgentOffer.NONE);
    }

    private MetricsReporting reporting(Map<String, String> variables, Supplier<AgentOffer> agent) {
        Map<String, String> all = new HashMap<>(Map.of(
                "DD_DOGSTATSD_START_DELAY", "0",
                "DD_DOGSTATSD_HOST", server.host(),
                "DD_DOGSTATSD_PORT", String.valueOf(server.port())));
        all.putAll(variables);
        return new MetricsReporting(configuration(all), health, processTags, "r-1", agent);
    }

    private static Configuration configuration(Map<String, String> variables) {
        Map<String, String> all = new HashMap<>(Map.of("DD_SERVICE", "orders", "DD_ENV", "prod", "DD_VERSION", "1.2"));
        all.putAll(variables);
        return new Configuration(ConfigSources.environment(all));
    }
}
