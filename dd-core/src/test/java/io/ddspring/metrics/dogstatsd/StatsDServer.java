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

/**
 * Receives what is sent to a UDP port of the loopback interface. The fields that tell the container depend on where tests
 * run, so they are kept apart from the lines.
 */
final class StatsDServer implements AutoCloseable {
    private static final int PATIENCE_MILLIS = 10_000;

    private final DatagramSocket socket;
    private final List<String> lines = new ArrayList<>();
    private final List<String> origins = new ArrayList<>();
    private int largestPacket;
    private int packets;

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

    /** What was received, and everything that has been sent already: what is sent on this machine has then arrived. */
    List<String> arrived() {
        while (receive(1)) {
            // Until there is nothing more.
        }
        return lines();
    }

    /** The fields {@code c:} and {@code e:} of every line. */
    List<String> origins() {
        return List.copyOf(origins);
    }

    int packets() {
        return packets;
    }

    List<String> lines() {
        return List.copyOf(lines);
    }

    void forget() {
        lines.clear();
        origins.clear();
        packets = 0;
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
        packets++;
        largestPacket = Math.max(largestPacket, packet.getLength());
        new String(packet.getData(), 0, packet.getLength(), StandardCharsets.UTF_8)
                .lines()
                .forEach(this::add);
        return true;
    }

    private void add(String line) {
        String plain = line.replaceFirst("(\\|[ce]:[^|]*)+$", "");
        lines.add(plain);
        origins.add(line.substring(plain.length()));
    }

    @Override
    public void close() {
        socket.close();
    }
}
