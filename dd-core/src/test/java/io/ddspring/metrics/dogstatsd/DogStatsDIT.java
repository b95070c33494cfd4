/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.ddspring.metrics.dogstatsd.DogStatsDAddress.Transport;
import io.ddspring.metrics.dogstatsd.DogStatsDSettings.Origin;
import io.ddspring.test.Threads;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class DogStatsDIT {
    private static final Logger LOGGER = (Logger) LoggerFactory.getLogger(DogStatsD.class);

    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final AtomicInteger agentPort = new AtomicInteger();
    private final AtomicBoolean mayConnect = new AtomicBoolean(true);
    private final AtomicInteger firstCalls = new AtomicInteger();
    private final AtomicLong nanos = new AtomicLong();

    @BeforeEach
    void listenToLog() {
        log.start();
        LOGGER.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        LOGGER.detachAppender(log);
    }

    @Test
    void calls_before_the_connection_are_sent_when_there_is_one() {
        try (StatsDServer server = new StatsDServer();
                DogStatsD client = client(ClientUnderTest.settings(server))) {
            client.increment("early");
            client.increment("early");
            assertThat(client.status()).containsEntry("state", "waiting");
            assertThat(Threads.remaining("dd-statsd")).isEmpty();
            assertThat(firstCalls).hasValue(1);

            client.tend();

            assertThat(server.awaitLine("early")).startsWith("early:2|c");
            assertThat(client.status())
                    .containsEntry("state", "sending")
                    .containsEntry("url", "udp://127.0.0.1:" + server.port());
        }
    }

    @Test
    void calls_before_the_connection_are_bounded_and_losses_counted() {
        try (StatsDServer server = new StatsDServer()) {
            DogStatsD client = client(ClientUnderTest.settings(server.host(), server.port(), 10));
            for (int i = 0; i < 1000; i++) {
                client.increment("early");
            }
            client.close();

            assertThat(server.awaitLine("early")).startsWith("early:10|c");
            assertThat(client.status()).containsEntry("lost-before-connection", 990L);
        }
    }

    @Test
    void closing_sends_what_waits_even_if_there_never_was_a_connection() {
        try (StatsDServer server = new StatsDServer()) {
            DogStatsD client = client(ClientUnderTest.settings(server));
            client.increment("only");
            client.close();
            client.close();
            client.increment("late");

            assertThat(server.arrived()).hasSize(1).allMatch(line -> line.startsWith("only:1|c"));
            assertThat(Threads.remaining("dd-statsd")).isEmpty();
        }
    }

    @Test
    void closing_an_unused_client_opens_nothing() {
        mayConnect.set(false);
        DogStatsD client = client(ClientUnderTest.settings("no such host", 1, 10));
        client.tend();
        client.close();

        assertThat(log.list).isEmpty();
        assertThat(client.status()).containsEntry("errors", 0L);
    }

    @Test
    void it_follows_the_agent_to_another_port() {
        try (StatsDServer first = new StatsDServer();
                StatsDServer second = new StatsDServer();
                DogStatsD client = client(ClientUnderTest.settings(first.host(), null, 10))) {
            agentPort.set(first.port());
            client.tend();
            client.increment("to.first");

            agentPort.set(second.port());
            client.tend();
            client.increment("to.second");

            // The first connection sent what it had when it was closed.
            assertThat(first.awaitLine("to.first")).startsWith("to.first:1|c");
            assertThat(second.awaitLine("to.second")).startsWith("to.second:1|c");
            assertThat(first.lines()).hasSize(1);
        }
    }

    @Test
    void a_configured_port_stays_whatever_the_agent_says() {
        try (StatsDServer server = new StatsDServer();
                DogStatsD client = client(ClientUnderTest.settings(server))) {
            agentPort.set(9);
            client.tend();
            client.increment("here");

            server.awaitLine("here");
        }
    }

    @Test
    void a_paused_client_has_no_threads_and_keeps_calls() {
        try (StatsDServer server = new StatsDServer();
                DogStatsD client = client(ClientUnderTest.settings(server))) {
            client.tend();
            assertThat(statsdThreads()).hasSize(3).allMatch(name -> name.startsWith("dd-statsd-"));

            client.pause();
            assertThat(Threads.remaining("dd-statsd")).isEmpty();
            client.increment("meanwhile");
            mayConnect.set(false);
            client.tend();
            assertThat(client.isConnected()).isFalse();
            mayConnect.set(true);
            client.tend();

            server.awaitLine("meanwhile");
        }
    }

    @Test
    void nobody_listening_is_no_error_and_logs_nothing() {
        StatsDServer gone = new StatsDServer();
        DogStatsDSettings settings = ClientUnderTest.settings(gone);
        gone.close();
        DogStatsD client = client(settings);
        client.tend();
        for (int i = 0; i < 1000; i++) {
            client.distribution("d", i);
        }
        client.close();

        assertThat(log.list).isEmpty();
        assertThat(client.status()).containsEntry("errors", 0L);
    }

    @Test
    void an_unknown_host_is_tried_twenty_times_every_ten_seconds_and_logged_once() {
        DogStatsD client = client(ClientUnderTest.settings("host.invalid", 8125, 10));
        client.increment("waits");
        for (int i = 0; i < 30; i++) {
            client.tend();
            client.tend();
            assertThat(client.status()).containsEntry("state", i < 19 ? "waiting" : "ended");
            nanos.addAndGet(TimeUnit.SECONDS.toNanos(10));
        }

        assertThat(log.list).singleElement().satisfies(event -> assertThat(event.getFormattedMessage())
                .contains("cannot connect to udp://host.invalid:8125")
                .contains("UnknownHostException"));
        assertThat(client.status().get("last-error").toString()).contains("host.invalid");
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void without_the_native_library_a_socket_is_named_as_the_reason_for_silence() {
        DogStatsDSettings settings = new DogStatsDSettings(
                DogStatsDAddress.parse("unix:///tmp/dsd.socket"),
                "localhost",
                false,
                false,
                null,
                ClientUnderTest.settings("x", 1, 1).constantTags(),
                new Origin(true, "", ""),
                10);
        DogStatsD client = new DogStatsD(
                settings, () -> AgentOffer.NONE, Capabilities.ofThisProcess(), () -> true, () -> {}, System::nanoTime);
        client.increment("nowhere");
        client.tend();
        client.tend();
        client.increment("nowhere");

        assertThat(client.status())
                .containsEntry("state", "off")
                .containsEntry(
                        "note",
                        "metrics cannot be sent to unix:///tmp/dsd.socket: datagrams over Unix sockets need"
                                + " com.github.jnr:jnr-unixsocket on the class path");
        assertThat(log.list).hasSize(1);
        assertThat(client.isInUse()).isFalse();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void this_process_has_neither_the_native_library_nor_pipes() {
        Capabilities capabilities = Capabilities.ofThisProcess();

        assertThat(capabilities.obstacleTo(Transport.UDP)).isEmpty();
        assertThat(capabilities.obstacleTo(Transport.UNIX_SOCKET)).contains("jnr-unixsocket");
        assertThat(capabilities.namedPipes())
                .isEqualTo(System.getProperty("os.name").startsWith("Windows"));
    }

    private DogStatsD client(DogStatsDSettings settings) {
        return new DogStatsD(
                settings,
                () -> new AgentOffer(null, agentPort.get()),
                ClientUnderTest.NONE,
                mayConnect::get,
                firstCalls::incrementAndGet,
                nanos::get);
    }

    private static Set<String> statsdThreads() {
        Set<String> names = new TreeSet<>();
        Threads.named("dd-statsd").forEach(thread -> names.add(thread.getName()));
        return names;
    }
}
