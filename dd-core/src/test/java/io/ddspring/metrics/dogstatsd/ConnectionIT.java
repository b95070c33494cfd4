/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import io.ddspring.metrics.StatsDEvent;
import io.ddspring.metrics.dogstatsd.DogStatsDSettings.Origin;
import io.ddspring.test.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/** What a connection does when things go wrong around it, and what it costs. */
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ConnectionIT {
    private static final StatsDEvent TOO_LARGE = StatsDEvent.of("large", "x".repeat(1500));

    private final LoggerContext logs = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final StatsDServer server = new StatsDServer();
    private final CountDownLatch goesOn = new CountDownLatch(1);

    @AfterEach
    void nothingRemains() {
        goesOn.countDown();
        logs.resetTurboFilterList();
        server.close();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void a_log_that_fails_neither_ends_the_client_nor_keeps_it_from_ending() {
        DogStatsD client = ClientUnderTest.connectedTo(server);
        atWarnings(() -> {
            throw new IllegalStateException("log failed");
        });
        client.event(TOO_LARGE);
        client.distribution("after", 1);

        server.awaitLine("after:1|d|");
        assertThat(closing(client)).isLessThan(Duration.ofSeconds(2));
        assertThat(client.status()).containsEntry("errors", 1L);
    }

    @Test
    void a_client_that_hangs_is_ended_all_the_same() {
        DogStatsD client = ClientUnderTest.connectedTo(server);
        CountDownLatch hangs = new CountDownLatch(1);
        hangAtWarnings(hangs);
        client.event(TOO_LARGE);
        await(hangs);

        assertThat(closing(client)).isLessThan(Duration.ofSeconds(4));
    }

    @Test
    void a_thread_that_is_interrupted_closes_the_client_and_stays_interrupted() {
        DogStatsD client = ClientUnderTest.connectedTo(server);
        client.increment("last");
        Thread.currentThread().interrupt();
        client.close();

        assertThat(Thread.interrupted()).isTrue();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
        assertThat(server.arrived()).hasSize(1).allMatch(line -> line.startsWith("last:1|c|"));
    }

    @Test
    void threads_that_have_nothing_to_do_sleep() {
        try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
            client.distribution("d", 1);
            server.awaitLine("d:1|d|");

            assertThat(Threads.named("dd-statsd"))
                    .filteredOn(thread -> !thread.getName().contains("aggregator"))
                    .hasSize(2)
                    .allSatisfy(thread -> Threads.awaitState(thread, Thread.State.WAITING));
        }
    }

    @Test
    void what_was_aggregated_shares_packets() {
        try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
            for (int i = 0; i < 30; i++) {
                client.gauge("gauge." + i, i);
            }
            for (int i = 0; i < 30; i++) {
                server.awaitLine("gauge." + i + ":" + i + "|g|");
            }

            assertThat(server.packets()).isBetween(1, 3);
        }
    }

    @Test
    void what_was_aggregated_shares_packets_at_the_end_as_well() {
        DogStatsD client = ClientUnderTest.connectedTo(server);
        for (int i = 0; i < 30; i++) {
            client.gauge("gauge." + i, i);
        }
        client.close();

        assertThat(server.arrived()).hasSize(30);
        assertThat(server.packets()).isBetween(1, 3);
    }

    @Test
    void a_packet_that_was_begun_before_an_error_is_sent() {
        try (DogStatsD client = ClientUnderTest.connectedTo(server)) {
            for (int i = 0; i < 100; i++) {
                client.distribution("d", i);
                client.event(TOO_LARGE);
            }

            for (int i = 0; i < 100; i++) {
                server.awaitLine("d:" + i + "|d|");
            }
        }
    }

    @Test
    void what_finds_the_queue_full_is_counted() {
        CountDownLatch hangs = new CountDownLatch(1);
        DogStatsD client = ClientUnderTest.connected(ClientUnderTest.settings(server.host(), server.port(), 10));
        hangAtWarnings(hangs);
        client.event(TOO_LARGE);
        await(hangs);
        for (int i = 0; i < 15; i++) {
            client.distribution("d", 1);
        }
        assertThat(client.status()).containsEntry("lost-queue", 5L);
        goesOn.countDown();
        client.close();

        assertThat(server.arrived()).hasSize(10);
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void calls_that_make_no_sense_do_not_throw_and_take_nothing_with_them(boolean connected) {
        DogStatsD client = new DogStatsD(
                ClientUnderTest.settings(server),
                () -> AgentOffer.NONE,
                ClientUnderTest.NONE,
                () -> true,
                () -> {},
                () -> 0);
        if (connected) {
            client.tend();
        }
        assertThatCode(() -> {
                    client.increment("before");
                    client.serviceCheck("check", null, null);
                    client.time("time", null);
                    client.event(null);
                    client.countAt("at", 1, null);
                    client.gaugeAt("at", 1, null);
                    client.set(null, null, (String[]) null);
                    client.gauge("gauge", 1, (String) null);
                    client.increment("after");
                })
                .doesNotThrowAnyException();
        client.tend();
        client.close();

        assertThat(server.arrived())
                .anyMatch(line -> line.startsWith("before:1|c|"))
                .anyMatch(line -> line.startsWith("after:1|c|"));
    }

    @Test
    void the_cardinality_of_tags_is_told_when_it_is_configured() {
        try (DogStatsD client =
                ClientUnderTest.connected(ClientUnderTest.settings(server, new Origin(false, "", "orchestrator")))) {
            client.distribution("d", 1);

            assertThat(server.awaitLine("d")).endsWith("|card:orchestrator");
            assertThat(server.origins()).containsOnly("");
        }
    }

    @Test
    void a_pod_is_told_as_a_tag() {
        try (DogStatsD client =
                ClientUnderTest.connected(ClientUnderTest.settings(server, new Origin(true, "pod-1", "")))) {
            client.distribution("d", 1);

            assertThat(server.awaitLine("d"))
                    .contains("dd.internal.entity_id:pod-1")
                    .doesNotContain("|card:");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void the_identity_that_a_platform_sets_is_sent_unless_that_is_off(boolean detected) throws Exception {
        Process process = ChildJvm.start(
                Map.of("DD_EXTERNAL_ENV", "it-false,cn-app"),
                SendsOne.class,
                String.valueOf(server.port()),
                String.valueOf(detected));
        server.awaitLine("one:1|c|");

        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(server.origins())
                .hasSize(1)
                .allMatch(fields ->
                        detected ? fields.matches("(\\|c:(ci|in)-[0-9a-f]+)?\\|e:it-false,cn-app") : fields.isEmpty());
    }

    /** Sends one metric to a port. */
    static final class SendsOne {
        private SendsOne() {}

        public static void main(String[] arguments) {
            DogStatsDSettings settings = new DogStatsDSettings(
                    null,
                    "127.0.0.1",
                    true,
                    true,
                    Integer.valueOf(arguments[0]),
                    List.of(),
                    new Origin(Boolean.parseBoolean(arguments[1]), "", ""),
                    10);
            try (DogStatsD client = ClientUnderTest.connected(settings)) {
                client.increment("one", "a:b");
            }
        }
    }

    private static Duration closing(DogStatsD client) {
        long begin = System.nanoTime();
        client.close();
        return Duration.ofNanos(System.nanoTime() - begin);
    }

    /** A thread that logs a warning hangs, also if it is interrupted, until it is let go. */
    private void hangAtWarnings(CountDownLatch hangs) {
        atWarnings(() -> {
            hangs.countDown();
            boolean interrupted = false;
            while (goesOn.getCount() > 0) {
                interrupted |= Thread.interrupted();
                Thread.onSpinWait();
            }
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void await(CountDownLatch latch) {
        try {
            assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    private void atWarnings(Runnable action) {
        logs.addTurboFilter(new TurboFilter() {
            @Override
            public FilterReply decide(
                    Marker marker, Logger logger, Level level, String format, Object[] params, Throwable t) {
                if (level == Level.WARN && logger.getName().equals(DogStatsD.class.getName())) {
                    action.run();
                }
                return FilterReply.NEUTRAL;
            }
        });
    }
}
