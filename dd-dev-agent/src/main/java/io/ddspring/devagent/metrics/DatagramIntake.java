/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes datagrams on 127.0.0.1 until it is closed. */
final class DatagramIntake implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DatagramIntake.class);
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final DatagramSocket socket;
    private final Consumer<Line> lines;
    private final BiConsumer<String, String> problems;

    private DatagramIntake(DatagramSocket socket, Consumer<Line> lines, BiConsumer<String, String> problems) {
        this.socket = socket;
        this.lines = lines;
        this.problems = problems;
    }

    /**
     * Listens, at any free port if the wanted one is taken.
     *
     * @param problems gets a line that cannot be read, and why
     * @throws UncheckedIOException if no port can be bound
     */
    static DatagramIntake open(int port, Consumer<Line> lines, BiConsumer<String, String> problems) {
        try {
            byte[] loopback = {127, 0, 0, 1};
            InetAddress address = InetAddress.getByAddress("localhost", loopback);
            return new DatagramIntake(bind(address, port), lines, problems);
        } catch (IOException e) {
            throw new UncheckedIOException("the development agent cannot take metrics", e);
        }
    }

    private static DatagramSocket bind(InetAddress address, int port) throws IOException {
        try {
            return new DatagramSocket(new InetSocketAddress(address, port));
        } catch (BindException taken) {
            LOG.debug("Port {} is taken, using another one for metrics", port);
            return new DatagramSocket(new InetSocketAddress(address, 0));
        }
    }

    int port() {
        return socket.getLocalPort();
    }

    /** Takes datagrams; returns when this is closed. */
    void run() {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MAX_DATAGRAM_BYTES);
                socket.receive(packet);
                take(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.debug("A datagram was not received", e);
                }
            } catch (RuntimeException e) {
                LOG.warn("The development agent cannot keep what came in a datagram", e);
            }
        }
    }

    private void take(byte[] datagram) {
        int start = 0;
        for (int i = 0; i <= datagram.length; i++) {
            if (i == datagram.length || datagram[i] == '\n') {
                if (i > start) {
                    takeLine(Arrays.copyOfRange(datagram, start, i));
                }
                start = i + 1;
            }
        }
    }

    private void takeLine(byte[] line) {
        try {
            lines.accept(LineParser.parse(line));
        } catch (MalformedPayloadException malformed) {
            problems.accept(new String(line, StandardCharsets.UTF_8), String.valueOf(malformed.getMessage()));
        }
    }

    @Override
    public void close() {
        socket.close();
    }
}
