/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Sends the same request again and again over a fixed number of kept connections, as fast as they are answered. */
final class LoadGenerator {
    private static final int CONNECTIONS = 16;
    private static final byte[] END_OF_HEAD = "\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

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
     */
    record Run(long requests, long nanos, long p99Nanos) {}

    /** Sends requests for {@code path} as long as {@code duration}. */
    Run run(String path, Duration duration) throws IOException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(CONNECTIONS);
        long start = System.nanoTime();
        long end = start + duration.toNanos();
        try {
            List<Future<long[]>> connections = new ArrayList<>();
            for (int i = 0; i < CONNECTIONS; i++) {
                int id = 1 + i;
                connections.add(threads.submit(() -> connection(path.replace("{id}", String.valueOf(id)), end)));
            }
            List<long[]> latencies = new ArrayList<>();
            for (Future<long[]> connection : connections) {
                latencies.add(connection.get());
            }
            long[] all =
                    latencies.stream().flatMapToLong(Arrays::stream).sorted().toArray();
            return new Run(all.length, System.nanoTime() - start, all[(int) (all.length * 0.99)]);
        } catch (ExecutionException failed) {
            throw new IOException("a request for " + path + " failed", failed);
        } finally {
            threads.shutdownNow();
        }
    }

    private long[] connection(String path, long end) throws IOException {
        byte[] request = ("GET " + path + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAccept: */*\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII);
        long[] latencies = new long[1 << 16];
        int count = 0;
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            socket.setTcpNoDelay(true);
            InputStream in = new BufferedInputStream(socket.getInputStream());
            for (long sent = System.nanoTime(); sent < end; sent = System.nanoTime()) {
                socket.getOutputStream().write(request);
                readAnswer(in, path);
                if (count == latencies.length) {
                    latencies = Arrays.copyOf(latencies, 2 * count);
                }
                latencies[count++] = System.nanoTime() - sent;
            }
        }
        return Arrays.copyOf(latencies, count);
    }

    /** Enough of HTTP/1.1 for the application that is measured: a length, or chunks of a few bytes. */
    private static void readAnswer(InputStream in, String path) throws IOException {
        String head = readHead(in);
        if (!head.startsWith("HTTP/1.1 200")) {
            throw new IOException(path + " was answered with " + head);
        }
        String lower = head.toLowerCase(Locale.ROOT);
        int length = lower.indexOf("content-length:");
        if (length >= 0) {
            int from = length + "content-length:".length();
            in.skipNBytes(Long.parseLong(
                    lower.substring(from, lower.indexOf('\r', from)).trim()));
            return;
        }
        for (int chunk = chunkSize(in); ; chunk = chunkSize(in)) {
            in.skipNBytes(chunk + 2L);
            if (chunk == 0) {
                return;
            }
        }
    }

    private static String readHead(InputStream in) throws IOException {
        byte[] head = new byte[2048];
        int matched = 0;
        for (int i = 0; i < head.length; i++) {
            head[i] = next(in);
            matched = head[i] == END_OF_HEAD[matched] ? matched + 1 : head[i] == END_OF_HEAD[0] ? 1 : 0;
            if (matched == END_OF_HEAD.length) {
                return new String(head, 0, i + 1, StandardCharsets.US_ASCII);
            }
        }
        throw new IOException("a head of more than " + head.length + " bytes");
    }

    private static int chunkSize(InputStream in) throws IOException {
        int size = 0;
        for (byte next = next(in); next != '\n'; next = next(in)) {
            if (next != '\r') {
                size = 16 * size + Character.digit(next, 16);
            }
        }
        return size;
    }

    private static byte next(InputStream in) throws IOException {
        int next = in.read();
        if (next < 0) {
            throw new EOFException("the connection was closed");
        }
        return (byte) next;
    }
}
