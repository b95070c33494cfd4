/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** Accepts connections at one address while open; each connection is served by a daemon thread of its own. */
final class Listener implements Closeable {
    /** Serves one connection until it ends. */
    @FunctionalInterface
    interface ConnectionHandler {
        void serve(HttpConnection connection) throws IOException;
    }

    private static final long JOIN_MILLIS = 5_000;
    private static final AtomicInteger THREADS = new AtomicInteger();

    private final ServerSocketChannel server;
    private final SocketAddress address;
    private final ConnectionHandler handler;
    private final Set<HttpConnection> connections = ConcurrentHashMap.newKeySet();
    private final Set<Thread> threads = ConcurrentHashMap.newKeySet();

    private Listener(ServerSocketChannel server, SocketAddress address, ConnectionHandler handler) {
        this.server = server;
        this.address = address;
        this.handler = handler;
    }

    static SocketAddress freeLoopbackPort() {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
    }

    /** Binds to {@code address}; {@link #address()} tells the port that port 0 became. */
    static Listener open(SocketAddress address, ConnectionHandler handler) {
        try {
            ServerSocketChannel server = address instanceof UnixDomainSocketAddress
                    ? ServerSocketChannel.open(StandardProtocolFamily.UNIX)
                    : ServerSocketChannel.open();
            server.bind(address);
            Listener listener = new Listener(server, server.getLocalAddress(), handler);
            listener.startThread(listener::acceptAll);
            return listener;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen at " + address, e);
        }
    }

    SocketAddress address() {
        return address;
    }

    private void acceptAll() {
        while (server.isOpen()) {
            try {
                SocketChannel channel = server.accept();
                startThread(() -> serve(channel));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void serve(SocketChannel channel) {
        try (HttpConnection connection = new HttpConnection(channel)) {
            connections.add(connection);
            try {
                if (server.isOpen()) {
                    handler.serve(connection);
                }
            } finally {
                connections.remove(connection);
            }
        } catch (IOException clientHasGone) {
            // Clients may break connections off at any time; the agent has said what it had to say.
        }
    }

    private void startThread(Runnable work) {
        Thread thread = new Thread(
                () -> {
                    try {
                        work.run();
                    } finally {
                        threads.remove(Thread.currentThread());
                    }
                },
                "dd-fake-agent-" + THREADS.incrementAndGet());
        thread.setDaemon(true);
        threads.add(thread);
        thread.start();
    }

    /** Stops listening, breaks all connections off and waits for their threads. */
    @Override
    public void close() throws IOException {
        server.close();
        if (address instanceof UnixDomainSocketAddress socket) {
            Files.deleteIfExists(socket.getPath());
        }
        for (HttpConnection connection : connections) {
            connection.close();
        }
        try {
            for (Thread thread : threads) {
                // Ends a delay; reading and writing have ended with the socket.
                if (thread != Thread.currentThread()) {
                    thread.interrupt();
                }
            }
            for (Thread thread : threads) {
                if (thread != Thread.currentThread()) {
                    thread.join(JOIN_MILLIS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
