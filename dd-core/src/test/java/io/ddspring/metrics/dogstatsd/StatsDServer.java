/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.assertj.core.api.Assertions;

/** Receives what is sent to a UDP port of the loopback interface. The container field depends on where tests run: cut. */
final class StatsDServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final List<String> lines = new ArrayList<>();
    private int largestPacket;

    StatsDServer() {
        try {
            socket = new DatagramSocket(0, InetAddress.getLoopbackAddress());
            socket.setReceiveBufferSize(1 << 20);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    String host() {
        return socket.getLocalAddress().getHostAddress();
    }

    int largestPacket() {
        return largestPacket;
    }

    /** Waits until a line meets {@code condition}; it and all before it. */
    List<String> awaitUntil(Predicate<String> condition) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(PATIENCE_MILLIS);
        while (lines.stream().noneMatch(condition)) {
            if (!receive(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) {
                Assertions.fail("It did not come. What came: " + String.join("\n", lines));
            }
        }
        return lines();
    }

    /** Waits for a line that begins with {@code start}. */
    String awaitLine(String start) {
        awaitUntil(line -> line.startsWith(start));
        return lines.stream().filter(line -> line.startsWith(start)).findFirst().orElseThrow();
    }

    /** What was received, and everything that comes within {@code millis}. */
    List<String> linesWithin(long millis) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        while (receive(TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime()))) {
            // Until nothing comes any more.
        }
        return lines();
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void forget() {
        lines.clear();
    }

    private boolean receive(long patienceMillis) {
        if (patienceMillis <= 0) {
            return false;
        }
        DatagramPacket packet = new DatagramPacket(new byte[65_536], 65_536);
        try {
            socket.setSoTimeout((int) patienceMillis);
            socket.receive(packet);
        } catch (SocketTimeoutException nothingCame) {
            return false;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        largestPacket = Math.max(largestPacket, packet.getLength());
        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.replaceFirst("\\|c:[^|]*$", ""))
                .forEach(lines::add);
        return true;
    }

    @Override
    public void close() {
        socket.close();
    }
}
