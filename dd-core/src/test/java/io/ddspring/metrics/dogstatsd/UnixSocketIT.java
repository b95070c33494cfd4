/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.ddspring.agent.ProcessTags;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.test.Threads;
import java.io.File;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.DatagramChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Runs with {@code jnr-unixsocket} on the class path, which is not there when anything is compiled. */
@EnabledOnOs(OS.LINUX)
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class UnixSocketIT {
    private final List<String> lines = new ArrayList<>();
    private int largestPacket;

    @TempDir
    private Path directory;

    private Path path;
    private DatagramChannel socket;

    @BeforeEach
    void listen() throws Exception {
        assumeTrue(Capabilities.ofThisProcess().unixDatagrams(), "only in an execution of its own");
        path = directory.resolve("dsd.socket");
        socket = (DatagramChannel) Class.forName("jnr.unixsocket.UnixDatagramChannel")
                .getMethod("open")
                .invoke(null);
        socket.bind((SocketAddress) Class.forName("jnr.unixsocket.UnixSocketAddress")
                .getConstructor(File.class)
                .newInstance(path.toFile()));
        socket.configureBlocking(false);
    }

    @AfterEach
    void close() throws IOException {
        if (socket != null) {
            socket.close();
        }
        assertThat(Threads.remaining("dd-metrics")).isEmpty();
        assertThat(Threads.remaining("dd-statsd")).isEmpty();
    }

    @Test
    void packets_are_larger_than_over_udp() {
        try (DogStatsD client = client()) {
            for (int i = 0; i < 500; i++) {
                client.gauge("gauge." + i, i);
            }
            for (int i = 0; i < 500; i++) {
                awaitLine("gauge." + i + ":" + i + "|g|");
            }
        }

        assertThat(largestPacket).isBetween(1433, 8192);
    }

    @Test
    void closing_sends_what_waits() {
        try (DogStatsD client = client()) {
            client.increment("last");
        }

        assertThat(receive()).isTrue();
        assertThat(lines).singleElement().asString().startsWith("last:1|c|");
    }

    @Test
    void metrics_of_the_runtime_ask_the_agent_not_to_add_the_tags_of_the_container() {
        Configuration configuration = new Configuration(ConfigSources.environment(Map.of(
                "DD_DOGSTATSD_START_DELAY", "0",
                "DD_DOGSTATSD_URL", "unix://" + path,
                "DD_SERVICE", "orders")));
        try (MetricsReporting reporting = new MetricsReporting(
                configuration, new TracerHealth(), ProcessTags.none(), "r-1", () -> AgentOffer.NONE)) {
            reporting.client().increment("own");
            reporting.start();

            assertThat(awaitLine("jvm.heap_memory:")).contains("dd.internal.entity_id:none");
            assertThat(awaitLine("own:1|c|")).doesNotContain("dd.internal.entity_id");
            assertThat(reporting.status().get("dogstatsd")).asString().contains("url=unix://" + path);
        }
    }

    @Test
    void an_agent_that_takes_nothing_does_not_hold_up_the_end() {
        DogStatsD client = client();
        for (int i = 0; i < 100_000; i++) {
            client.distribution("distribution.with.a.name.that.takes.some.room", i);
        }
        long begin = System.nanoTime();
        client.close();

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(4));
    }

    private DogStatsD client() {
        DogStatsDSettings usual = ClientUnderTest.settings("localhost", null, 4096);
        DogStatsD client = new DogStatsD(
                new DogStatsDSettings(
                        DogStatsDAddress.unixSocket(path.toString()),
                        usual.host(),
                        false,
                        false,
                        null,
                        usual.constantTags(),
                        usual.origin(),
                        usual.queueSize()),
                () -> AgentOffer.NONE,
                Capabilities.ofThisProcess(),
                () -> true,
                () -> {},
                System::nanoTime);
        client.tend();
        assertThat(client.status()).containsEntry("state", "sending");
        return client;
    }

    private String awaitLine(String start) {
        Predicate<String> wanted = line -> line.startsWith(start);
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (lines.stream().noneMatch(wanted) && System.nanoTime() < deadline) {
            if (!receive()) {
                Thread.onSpinWait();
            }
        }
        return lines.stream()
                .filter(wanted)
                .findFirst()
                .orElseThrow(() -> new AssertionError(start + " did not come, but " + lines));
    }

    private boolean receive() {
        ByteBuffer packet = ByteBuffer.allocate(65_536);
        try {
            socket.receive(packet);
        } catch (IOException nothingThere) {
            return false;
        }
        packet.flip();
        if (!packet.hasRemaining()) {
            return false;
        }
        largestPacket = Math.max(largestPacket, packet.remaining());
        StandardCharsets.UTF_8.decode(packet).toString().lines().forEach(lines::add);
        return true;
    }
}
