/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.test.AgentInfo;
import io.ddspring.test.Answer;
import io.ddspring.test.FakeAgent;
import io.ddspring.test.ReceivedRequest;
import io.ddspring.trace.SpanEvent;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class AgentTraceWriterIT {
    private static final String TRACES = "/v0.4/traces";
    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private final FakeAgent agent = FakeAgent.start();

    @AfterEach
    void closeAgent() {
        agent.close();
    }

    @Test
    void traces_arrive_whole_and_with_the_headers_an_agent_wants() {
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.writer.write(SampleSpan.chunk(1, 3));
            tested.writer.write(SampleSpan.chunk(2));
            tested.flush();

            assertThat(agent.problems()).isEmpty();
            assertThat(agent.traces()).hasSize(2);
            ReceivedRequest request = agent.requests(TRACES).get(0);
            assertThat(request.method()).isEqualTo("PUT");
            assertThat(request.header("X-Datadog-Trace-Count")).isEqualTo("2");
            assertThat(request.header("Datadog-Send-Real-Http-Status")).isEqualTo("true");
            assertThat(request.header("Datadog-Client-Dropped-P0-Traces")).isEqualTo("0");
            assertThat(request.header("Datadog-Client-Computed-Stats")).isNull();
            assertThat(tested.health.counters())
                    .containsEntry("traces.enqueued", 2L)
                    .containsEntry("traces.sent", 2L)
                    .containsEntry("payloads.sent", 1L)
                    .containsEntry("bytes.sent", (long) request.body().length)
                    .containsEntry("request.errors", 0L);
        }
    }

    @Test
    void a_trace_is_sent_when_the_interval_is_over_without_being_asked_for() {
        WriterSettings settings =
                new WriterSettings(TraceProtocol.V04, Duration.ofMillis(100), 1 << 20, 1024, 32 * 1024);
        try (WriterUnderTest tested = WriterUnderTest.created(agent.url(), TIMEOUT, settings)) {
            tested.writer.start();
            tested.write(1);

            agent.awaitTraces(1);
        }
    }

    @Test
    void nothing_is_sent_when_there_is_nothing_to_send() {
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.flush();
            tested.flush();

            assertThat(agent.requests(TRACES)).isEmpty();
        }
    }

    @Test
    void what_is_written_before_the_start_is_sent_after_it() {
        try (WriterUnderTest tested =
                WriterUnderTest.created(agent.url(), TIMEOUT, WriterUnderTest.settings(1024, 32 * 1024, 1 << 20))) {
            tested.write(5);
            tested.flush();
            assertThat(agent.requests()).isEmpty();
            assertThat(writerThreads()).isEmpty();

            tested.writer.start();
            tested.flush();

            assertThat(agent.traces()).hasSize(5);
        }
    }

    @Test
    void the_rates_of_the_answer_are_handed_on() {
        agent.rates(Map.of("service:shop,env:prod", 0.25, "service:,env:", 1.0));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.write(1);
            tested.flush();

            assertThat(tested.rates).containsExactly(Map.of("service:shop,env:prod", 0.25, "service:,env:", 1.0));
        }
    }

    @Test
    void an_answer_without_rates_is_fine() {
        agent.answer(TRACES, request -> Answer.text(200, "OK"));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.write(1);
            tested.flush();

            assertThat(tested.rates).isEmpty();
            assertThat(tested.health.tracesSent.sum()).isEqualTo(1);
        }
    }

    @Test
    void a_full_buffer_is_sent_at_once_and_the_rest_follows() {
        WriterSettings settings = WriterUnderTest.settings(1024, 32 * 1024, 20_000);
        try (WriterUnderTest tested = WriterUnderTest.created(agent.url(), TIMEOUT, settings)) {
            tested.write(500);
            tested.writer.start();
            tested.flush();

            assertThat(agent.problems()).isEmpty();
            assertThat(agent.traces()).hasSize(500);
            assertThat(agent.requests(TRACES)).hasSizeBetween(4, 12).allSatisfy(request -> assertThat(request.body())
                    .hasSizeLessThanOrEqualTo(20_000));
        }
    }

    @Test
    void a_chunk_larger_than_a_payload_is_dropped_alone() {
        WriterSettings settings = WriterUnderTest.settings(1024, 32 * 1024, 20_000);
        try (WriterUnderTest tested = WriterUnderTest.created(agent.url(), TIMEOUT, settings)) {
            tested.writer.start();
            tested.writer.write(SampleSpan.chunk(1));
            tested.writer.write(SampleSpan.chunk(2, 1_000));
            tested.writer.write(SampleSpan.chunk(3));
            tested.flush();

            assertThat(agent.traces())
                    .extracting(trace -> trace.spans().get(0).traceId())
                    .containsExactly(1L, 3L);
            assertThat(tested.health.counters())
                    .containsEntry("traces.dropped.payload.too-large", 1L)
                    .containsEntry("spans.dropped.payload.too-large", 1_000L);
            tested.assertNothingIsUncounted(3);
        }
    }

    @Test
    void a_chunk_that_cannot_be_encoded_is_dropped_alone() {
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.writer.write(SampleSpan.chunk(1));
            tested.writer.write(List.of(new SampleSpan().tag("broken", null)));
            tested.writer.write(SampleSpan.chunk(3));
            tested.flush();

            assertThat(agent.traces()).hasSize(2);
            assertThat(tested.health.droppedTraces("encoding.failed")).isEqualTo(1);
        }
    }

    @Test
    void a_busy_queue_is_emptied_without_waiting_for_the_interval() {
        WriterSettings settings = WriterUnderTest.settings(64, 32 * 1024, 20_000);
        try (WriterUnderTest tested = WriterUnderTest.created(agent.url(), TIMEOUT, settings)) {
            tested.writer.start();
            for (int i = 1; i <= 2_000; i++) {
                awaitRoom(tested);
                tested.writer.write(SampleSpan.chunk(i));
            }
            tested.flush();

            assertThat(tested.health.droppedTraces()).isZero();
            assertThat(agent.traces()).hasSize(2_000);
        }
    }

    @Test
    void events_become_fields_once_the_agent_has_said_that_it_knows_them() {
        agent.info(AgentInfo.defaults().withSpanEvents(true));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.writer.write(
                    List.of(new SampleSpan().event(new SpanEvent("e", 1_700_000_000_000_000_000L, Map.of()))));
            tested.flush();

            assertThat(agent.awaitSpans(1).get(0).events()).hasSize(1);
        }
    }

    @Test
    void a_changed_state_of_the_agent_makes_it_be_asked_again() {
        WriterSettings settings =
                new WriterSettings(TraceProtocol.V04, Duration.ofMillis(100), 1 << 20, 1024, 32 * 1024);
        try (WriterUnderTest tested = WriterUnderTest.created(agent.url(), TIMEOUT, settings)) {
            tested.writer.start();
            agent.awaitRequests("/info", 1);
            agent.info(AgentInfo.defaults().withVersion("7.99.0"));
            tested.write(1);

            agent.awaitRequests("/info", 2);
            tested.write(1);
            tested.flush();
            assertThat(tested.writer.agentInfo().version()).isEqualTo("7.99.0");
        }
    }

    @Test
    void an_agent_without_info_and_without_v04_gets_v03() {
        agent.answer("/info", request -> Answer.text(404, "404 page not found"));
        agent.answer(TRACES, request -> Answer.text(404, "404 page not found"));
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.write(1);
            tested.flush();

            assertThat(agent.requests("/v0.3/traces")).hasSize(1);
            assertThat(agent.requests(TRACES))
                    .extracting(ReceivedRequest::body)
                    .containsExactly(new byte[] {(byte) 0x92, (byte) 0x90, (byte) 0x90});
            assertThat(tested.health.tracesSent.sum()).isEqualTo(1);
        }
    }

    @Test
    void tasks_run_on_the_writers_thread_and_a_failing_one_does_no_harm() throws InterruptedException {
        CountDownLatch runs = new CountDownLatch(2);
        Set<String> threads = ConcurrentHashMap.newKeySet();
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.writer.addTask(() -> {
                throw new IllegalStateException("deliberate");
            });
            tested.writer.addTask(() -> {
                threads.add(Thread.currentThread().getName());
                runs.countDown();
            });

            assertThat(runs.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(threads).containsExactly("dd-trace-writer");
        }
    }

    @Test
    void a_task_may_flush_without_waiting_for_itself() throws InterruptedException {
        CountDownLatch ran = new CountDownLatch(1);
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.writer.addTask(() -> {
                tested.writer.flush(WriterUnderTest.PATIENCE);
                ran.countDown();
            });

            assertThat(ran.await(5, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void closing_delivers_ends_the_thread_and_counts_what_comes_later() {
        WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT);
        tested.write(10);

        tested.close();
        tested.close();
        tested.write(3);
        tested.writer.start();

        assertThat(agent.traces()).hasSize(10);
        assertThat(writerThreads()).isEmpty();
        assertThat(tested.health.droppedTraces("writer.closed")).isEqualTo(3);
        tested.assertNothingIsUncounted(13);
    }

    @Test
    void a_stopped_writer_queues_and_sends_after_it_was_started_again() {
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.write(1);
            tested.writer.stop(TIMEOUT);
            assertThat(writerThreads()).isEmpty();
            assertThat(agent.traces()).hasSize(1);

            tested.write(2);
            assertThat(tested.writer.status()).containsEntry("queued-traces", 2).containsEntry("running", false);
            tested.writer.start();
            tested.flush();

            assertThat(tested.health.tracesSent.sum()).isEqualTo(3);
            assertThat(writerThreads()).hasSize(1);
        }
    }

    @Test
    void many_starts_and_stops_leave_no_thread() {
        for (int i = 0; i < 20; i++) {
            try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
                tested.write(1);
            }
        }

        assertThat(writerThreads()).isEmpty();
        assertThat(agent.requests(TRACES)).hasSize(20);
    }

    @Test
    void it_speaks_over_a_unix_domain_socket(@TempDir Path directory) {
        try (FakeAgent local = FakeAgent.onUnixSocket(directory.resolve("apm.socket"));
                WriterUnderTest tested = WriterUnderTest.started(local.url(), TIMEOUT)) {
            tested.write(7);
            tested.flush();

            assertThat(local.problems()).isEmpty();
            assertThat(local.traces()).hasSize(7);
            assertThat(tested.writer.status()).containsEntry("url", local.url().toString());
        }
    }

    @Test
    void the_status_tells_where_traces_go_and_how_it_went() {
        try (WriterUnderTest tested = WriterUnderTest.started(agent.url(), TIMEOUT)) {
            tested.write(1);
            tested.flush();

            assertThat(tested.writer.status())
                    .containsEntry("url", agent.url().toString())
                    .containsEntry("running", true)
                    .containsEntry("endpoint", TRACES)
                    .containsEntry("agent-version", "7.71.0")
                    .containsEntry("endpoints", List.of("v0.3/traces", "v0.4/traces"))
                    .containsEntry("queued-traces", 0)
                    .containsKey("last-contact")
                    .doesNotContainKey("last-error");
        }
    }

    private static void awaitRoom(WriterUnderTest tested) {
        while ((int) tested.writer.status().get("queued-traces") > 48) {
            Thread.onSpinWait();
        }
    }

    private static Set<String> writerThreads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.equals("dd-trace-writer"))
                .collect(Collectors.toSet());
    }
}
