/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Sends the same request again and again over a fixed number of kept connections, each as soon as the one before is
 * answered. It is one thread, the caller's: it shares the processors with the application, and with one thread the
 * answers that come together cost one change of threads.
 */
final class LoadGenerator {
    static final int CONNECTIONS = 16;

    private static final long PATIENCE_MILLIS = TimeUnit.SECONDS.toMillis(20);
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private final int port;

    LoadGenerator(int port) {
        this.port = port;
    }

    /**
     * What one run did.
     *
     * @param requests answered with status 200
     * @param nanos from the first request to the last answer
     * @param p99Nanos 99th percentile of the time from request to answer
     * @param cpuNanos processor time of the generator itself
     */
    record Run(long requests, long nanos, long p99Nanos, long cpuNanos) {}

    /** Sends requests for {@code path} as long as {@code duration}; each connection has its own {@code {id}}. */
    Run run(String path, Duration duration) throws IOException {
        return run(path, System.nanoTime() + duration.toNanos(), Long.MAX_VALUE);
    }

    /** Sends that many requests. */
    Run run(String path, long requests) throws IOException {
        return run(path, Long.MAX_VALUE, requests);
    }

    private Run run(String path, long endNanos, long limit) throws IOException {
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        List<Connection> connections = new ArrayList<>();
        long[] latencies = new long[1 << 16];
        int answered = 0;
        try (Selector selector = Selector.open()) {
            for (int id = 1; id <= CONNECTIONS; id++) {
                Connection connection = Connection.open(port, path.replace("{id}", String.valueOf(id)));
                connections.add(connection);
                connection.channel().configureBlocking(false).register(selector, SelectionKey.OP_READ, connection);
            }
            long start = System.nanoTime();
            long sent = 0;
            for (Connection connection : connections) {
                if (sent < limit) {
                    connection.send();
                    sent++;
                }
            }
            long now = start;
            while (answered < sent) {
                if (selector.select(PATIENCE_MILLIS) == 0) {
                    throw new IOException("no answer to " + path + " within " + PATIENCE_MILLIS + " ms");
                }
                for (SelectionKey key : selector.selectedKeys()) {
                    Connection connection = (Connection) key.attachment();
                    if (!connection.receive()) {
                        continue;
                    }
                    now = System.nanoTime();
                    if (answered == latencies.length) {
                        latencies = Arrays.copyOf(latencies, 2 * answered);
                    }
                    latencies[answered++] = now - connection.sentNanos();
                    if (sent < limit && now - endNanos < 0) {
                        connection.send();
                        sent++;
                    }
                }
                selector.selectedKeys().clear();
            }
            long cpuNanos = THREADS.getCurrentThreadCpuTime() - cpuBefore;
            Arrays.sort(latencies, 0, answered);
            return new Run(answered, now - start, latencies[(int) (answered * 0.99)], cpuNanos);
        } finally {
            for (Connection connection : connections) {
                connection.close();
            }
        }
    }
}
