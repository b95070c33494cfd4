/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import java.io.IOException;
import java.net.BindException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes datagrams of DogStatsD on 127.0.0.1 from {@link #start} until it is closed. Thread-safe. */
public final class DogStatsDListener implements AutoCloseable {
    /** The port that clients send to. */
    public static final int DEFAULT_PORT = 8125;

    private static final Logger LOG = LoggerFactory.getLogger(DogStatsDListener.class);
    private static final int MAX_DATAGRAM_BYTES = 65_535;

    private final DatagramSocket socket;

    private DogStatsDListener(DatagramSocket socket) {
        this.socket = socket;
    }

    /**
     * Takes a port.
     *
     * @param port the wanted one; any free one if that is taken, or if it is 0
     */
    public static DogStatsDListener bind(int port) throws IOException {
        byte[] loopback = {127, 0, 0, 1};
        InetAddress address = InetAddress.getByAddress("localhost", loopback);
        try {
            return new DogStatsDListener(new DatagramSocket(new InetSocketAddress(address, port)));
        } catch (BindException taken) {
            LOG.debug("Port {} is taken, using another one for metrics", port);
            return new DogStatsDListener(new DatagramSocket(new InetSocketAddress(address, 0)));
        }
    }

    /** Where it listens. */
    public int port() {
        return socket.getLocalPort();
    }

    /**
     * Begins to take datagrams.
     *
     * @param datagrams gets the content of each
     * @param threads makes a daemon thread of a role and its work
     */
    public void start(Consumer<byte[]> datagrams, BiFunction<String, Runnable, Thread> threads) {
        threads.apply("statsd", () -> receive(datagrams)).start();
    }

    private void receive(Consumer<byte[]> datagrams) {
        DatagramPacket packet = new DatagramPacket(new byte[MAX_DATAGRAM_BYTES], MAX_DATAGRAM_BYTES);
        while (!socket.isClosed()) {
            try {
                packet.setLength(MAX_DATAGRAM_BYTES);
                socket.receive(packet);
                datagrams.accept(Arrays.copyOf(packet.getData(), packet.getLength()));
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    LOG.debug("A datagram was not received", e);
                }
            } catch (RuntimeException e) {
                LOG.warn("The development agent cannot keep what came in a datagram", e);
            }
        }
    }

    /** Stops listening. Can be repeated. */
    @Override
    public void close() {
        socket.close();
    }
}
