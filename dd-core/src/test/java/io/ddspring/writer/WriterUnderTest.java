/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentAddressSettings;
import io.ddspring.agent.AgentClient;
import io.ddspring.metrics.TracerHealth;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A writer with short times, its counters and what it learnt, and the ways in which tests look at them. */
final class WriterUnderTest implements AutoCloseable {
    static final Duration PATIENCE = Duration.ofSeconds(10);

    /** What a call on a thread of the application may take at most, on a busy machine with a cold JVM. */
    private static final Duration WRITE_LIMIT = Duration.ofMillis(100);

    final TracerHealth health = new TracerHealth();
    final List<Map<String, Double>> rates = new CopyOnWriteArrayList<>();
    final AgentTraceWriter writer;

    private WriterUnderTest(AgentAddressSettings address, Duration timeout, WriterSettings settings) {
        AgentClient agent = new AgentClient(address, timeout, Map.of(), null);
        writer = new AgentTraceWriter(settings, agent, health, rates::add);
    }

    /** A started writer that waits at most {@code timeout} for the Agent. */
    static WriterUnderTest started(URI agentUrl, Duration timeout) {
        WriterUnderTest created = created(agentUrl, timeout, settings(1024, 32 * 1024, 1 << 20));
        created.writer.start();
        return created;
    }

    static WriterUnderTest created(URI agentUrl, Duration timeout, WriterSettings settings) {
        return new WriterUnderTest(AgentAddressSettings.of(AgentAddress.parse(agentUrl.toString())), timeout, settings);
    }

    /** An hour between two flushes: what is sent was asked for, or did not fit. */
    static WriterSettings settings(int chunks, int spans, int payloadBytes) {
        return new WriterSettings(TraceProtocol.V04, Duration.ofHours(1), payloadBytes, chunks, spans);
    }

    /** Writes {@code count} chunks of one span as an application would, and checks that it was not held up. */
    void write(int count) {
        long[] nanos = new long[count];
        for (int i = 0; i < count; i++) {
            List<SampleSpan> chunk = SampleSpan.chunk(1 + i);
            long start = System.nanoTime();
            writer.write(chunk);
            nanos[i] = System.nanoTime() - start;
        }
        Arrays.sort(nanos);
        long percentile99 = nanos[Math.min(count - 1, count * 99 / 100)];
        assertThat(percentile99)
                .as("99th percentile of write() in ns")
                .isLessThan(TimeUnit.NANOSECONDS.convert(WRITE_LIMIT));
    }

    /** Delivers what was written; fails when that takes unexpectedly long. */
    void flush() {
        long start = System.nanoTime();
        writer.flush(PATIENCE);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(PATIENCE);
    }

    /** Checks that every chunk that was taken was sent or counted as lost. */
    void assertNothingIsUncounted(long written) {
        assertThat(health.tracesSent.sum() + health.droppedTraces()).isEqualTo(written);
    }

    @Override
    public void close() {
        writer.close();
    }
}
