/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.Fault;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever the Agent does, the application is not held up, every lost trace is counted, and delivery recovers. */
@Timeout(60)
class AgentFaultsIT {
    private static final String TRACES = "/v0.4/traces";
    private static final Duration SHORT = Duration.ofMillis(300);
    private static final Duration LONG = Duration.ofSeconds(10);
    private static final int QUEUE = 1024;

    private final FakeAgent agent = FakeAgent.start();
    private final LogLines log = new LogLines(AgentTraceWriter.class);

    @AfterEach
    void close() {
        log.close();
        agent.close();
    }

    @Test
    void an_agent_that_is_down_costs_the_traces_one_warning_and_nothing_else() {
        agent.stopListening();
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(200);
            tested.flush();
            tested.write(100);
            tested.flush();

            assertThat(tested.health.droppedTraces("agent.unreachable")).isEqualTo(300);
            assertThat(log.at(Level.WARN)).hasSize(1);
            assertThat(log.at(Level.WARN).get(0)).contains(agent.url().toString(), "Connection refused");
            assertThat(tested.writer.lastError()).contains("Connection refused");

            agent.startListening();
            assertDelivers(tested);
            assertThat(log.at(Level.INFO)).hasSize(1);
            assertThat(log.at(Level.INFO).get(0)).contains("again", "300");
            tested.assertNothingIsUncounted(305);
        }
    }

    @Test
    void an_agent_that_is_down_at_first_is_asked_for_its_features_when_it_comes_up() {
        agent.stopListening();
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(1);
            tested.flush();
            agent.startListening();
            assertDelivers(tested);

            tested.writer.addTask(() -> {});
            agent.awaitRequests("/info", 1);
        }
    }

    @Test
    void a_slow_agent_costs_what_it_is_too_slow_for() {
        agent.failUntilCleared(Fault.delay(LONG).onPath(TRACES));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), SHORT)) {
            tested.write(50);
            tested.flush();

            assertThat(tested.health.droppedTraces("agent.timeout")).isEqualTo(50);
            assertThat(agent.requests(TRACES))
                    .as("a request that took too long is not repeated")
                    .hasSize(1);
            assertRecovers(tested, 50);
        }
    }

    @Test
    void a_slow_info_delays_traces_but_does_not_lose_them() {
        agent.failNext(Fault.delay(LONG).onPath("/info"));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), SHORT)) {
            tested.write(50);
            tested.flush();

            assertThat(tested.health.tracesSent.sum()).isEqualTo(50);
            assertThat(log.at(Level.WARN)).isEmpty();
        }
    }

    @Test
    void while_an_agent_is_silent_the_queue_is_the_bound_and_closing_does_not_wait_for_it() {
        agent.failUntilCleared(Fault.neverAnswer().onPath(TRACES));
        WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG);
        tested.write(10);
        tested.writer.flush(Duration.ofMillis(1));
        agent.awaitRequests(TRACES, 1);

        tested.write(3_000);

        assertThat(tested.health.droppedTraces("queue.full")).isEqualTo(3_000 - QUEUE);
        long start = System.nanoTime();
        tested.close();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(4));
        assertThat(tested.health.droppedTraces("writer.closed")).isEqualTo(10 + QUEUE);
        tested.assertNothingIsUncounted(3_010);
        assertThat(log.at(Level.WARN)).as("closing is not an outage").isEmpty();
        assertThat(Thread.getAllStackTraces().keySet())
                .extracting(Thread::getName)
                .doesNotContain("dd-trace-writer");
    }

    @ParameterizedTest
    @ValueSource(ints = {302, 400, 403, 404, 413, 415, 429, 500, 503})
    void a_refusal_costs_the_payload_and_is_not_repeated(int status) {
        agent.failUntilCleared(Fault.status(status, "no").onPath(TRACES));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(20);
            tested.flush();
            tested.write(30);
            tested.flush();

            assertThat(tested.health.droppedTraces("agent.status." + status)).isEqualTo(50);
            assertThat(agent.requests(TRACES)).hasSize(2);
            assertThat(log.at(Level.WARN)).hasSize(1);
            assertRecovers(tested, 50);
        }
    }

    @Test
    void an_answer_that_is_not_http_costs_the_payload() {
        agent.failUntilCleared(Fault.garbage().onPath(TRACES));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(20);
            tested.flush();

            assertThat(tested.health.droppedTraces("agent.invalid-response")).isEqualTo(20);
            assertRecovers(tested, 20);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<html>",
                "{",
                "{\"rate_by_service\":",
                "{\"rate_by_service\":[1]}",
                "{\"rate_by_service\":{\"service:,env:\":\"much\",\"c\":null,\"d\":{\"e\":1}}}",
                "[]",
                "\u0000\u0001"
            })
    void an_answer_with_nonsense_for_rates_is_an_answer_all_the_same(String body) {
        agent.answer(TRACES, request -> Answer.text(200, body));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(3);
            tested.flush();

            assertThat(tested.health.tracesSent.sum()).isEqualTo(3);
            assertThat(tested.rates).allSatisfy(rates -> assertThat(rates).isEmpty());
            tested.write(3);
            tested.flush();
            assertThat(log.at(Level.WARN)).hasSizeLessThanOrEqualTo(1);
        }
    }

    @Test
    void a_server_that_is_no_agent_is_told_about_once() {
        agent.answer(TRACES, request -> Answer.text(200, "<html>Welcome</html>"));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(1);
            tested.flush();
            tested.write(1);
            tested.flush();

            assertThat(log.at(Level.WARN)).hasSize(1);
            assertThat(log.at(Level.WARN).get(0)).contains("does not answer like a Datadog Agent");
        }
    }

    @Test
    void nonsense_for_info_leaves_the_defaults() {
        agent.answer("/info", request -> Answer.text(200, "<html>"));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(3);
            tested.flush();

            assertThat(tested.health.tracesSent.sum()).isEqualTo(3);
            assertThat(tested.writer.agentInfo().endpoints()).isEmpty();
        }
    }

    @Test
    void a_connection_that_breaks_once_costs_nothing() {
        agent.failNext(Fault.closeMidRequest(10).onPath(TRACES));
        agent.failNext(Fault.closeWithoutAnswer().onPath(TRACES));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(20);
            tested.flush();
            assertThat(tested.health.droppedTraces("agent.unreachable"))
                    .as("two in a row are one too many")
                    .isEqualTo(20);

            agent.failNext(Fault.closeMidRequest(10).onPath(TRACES));
            tested.write(20);
            tested.flush();
            agent.failNext(Fault.closeWithoutAnswer().onPath(TRACES));
            tested.write(20);
            tested.flush();

            assertThat(tested.health.tracesSent.sum()).isEqualTo(40);
            tested.assertNothingIsUncounted(60);
        }
    }

    @Test
    void an_answer_that_is_cut_off_costs_the_payload_and_is_not_repeated() {
        agent.failNext(Fault.closeMidAnswer().onPath(TRACES));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(20);
            tested.flush();

            assertThat(agent.requests(TRACES)).hasSize(1);
            assertThat(tested.health.droppedTraces("agent.unreachable")).isEqualTo(20);
            assertRecovers(tested, 20);
        }
    }

    @Test
    void a_chunked_answer_is_understood() {
        agent.failNext(Fault.chunkedAnswer().onPath(TRACES));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), LONG)) {
            tested.write(20);
            tested.flush();

            assertThat(tested.health.tracesSent.sum()).isEqualTo(20);
            assertThat(tested.rates).hasSize(1);
        }
    }

    @Test
    void an_agent_that_accepts_connections_and_never_reads_does_not_hold_the_thread() throws IOException {
        try (ServerSocket deaf = new ServerSocket()) {
            deaf.setReceiveBufferSize(4_096);
            deaf.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            URI url = URI.create("http://127.0.0.1:" + deaf.getLocalPort());
            WriterSettings settings = WriterUnderTest.settings(QUEUE, 32 * 1024, 32 << 20);
            try (WriterUnderTest tested = WriterUnderTest.created(url, SHORT, settings)) {
                tested.writer.start();
                List<SampleSpan> large = new ArrayList<>();
                for (int i = 1; i <= 500; i++) {
                    large.add(new SampleSpan().ids(1, i, 0).tag("text", "x".repeat(24_000)));
                }
                tested.writer.write(large);
                tested.write(100);
                tested.flush();

                assertThat(tested.health.droppedTraces("agent.timeout")).isEqualTo(101);
                assertThat(tested.writer.lastError()).contains("writing");
            }
        }
    }

    @Test
    void an_agent_that_comes_and_goes_under_load_leaves_no_trace_uncounted() throws InterruptedException {
        int threads = 4;
        int tracesPerThread = 5_000;
        WriterSettings settings =
                new WriterSettings(TraceProtocol.V04, Duration.ofMillis(20), 1 << 20, QUEUE, 32 * 1024);
        WriterUnderTest tested = WriterUnderTest.created(agent.url(), LONG, settings);
        tested.writer.start();
        CountDownLatch done = new CountDownLatch(threads);
        for (int t = 0; t < threads; t++) {
            Thread application = new Thread(() -> {
                tested.write(tracesPerThread);
                done.countDown();
            });
            application.setDaemon(true);
            application.start();
        }
        boolean running = true;
        while (running) {
            agent.stopListening();
            running = !done.await(30, TimeUnit.MILLISECONDS);
            agent.startListening();
            running &= !done.await(30, TimeUnit.MILLISECONDS);
        }
        tested.close();

        tested.assertNothingIsUncounted((long) threads * tracesPerThread);
        assertThat(tested.health.tracesEnqueued.sum() + tested.health.droppedTraces("queue.full"))
                .isEqualTo((long) threads * tracesPerThread);
        assertThat(agent.problems()).isEmpty();
    }

    private void assertRecovers(WriterUnderTest tested, int lost) {
        agent.clearFaults();
        assertDelivers(tested);
        tested.assertNothingIsUncounted(lost + 5);
        assertThat(log.at(Level.WARN)).hasSize(1);
        assertThat(log.at(Level.INFO)).hasSize(1);
    }

    private static void assertDelivers(WriterUnderTest tested) {
        long before = tested.health.tracesSent.sum();
        tested.write(5);
        tested.flush();
        assertThat(tested.health.tracesSent.sum()).isEqualTo(before + 5);
    }
}
