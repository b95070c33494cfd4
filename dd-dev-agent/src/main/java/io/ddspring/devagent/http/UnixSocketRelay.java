/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Lets clients reach the agent over a Unix domain socket. The JDK's server listens to TCP only, so each connection is
 * passed on, byte by byte, to a connection to its port: what the server guards and limits is the same for both, and
 * connections that lie idle are closed by it. Runs from {@link #listen} to {@link #close()}, with daemon threads.
 */
public final class UnixSocketRelay implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(UnixSocketRelay.class);
    private static final int MAX_CONNECTIONS = 32;
    private static final int BUFFER_BYTES = 16 * 1024;
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private final Path socket;
    private final ServerSocketChannel server;
    private final InetSocketAddress target;
    private final BiFunction<String, Runnable, Thread> threads;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();

    private UnixSocketRelay(
            Path socket,
            ServerSocketChannel server,
            InetSocketAddress target,
            BiFunction<String, Runnable, Thread> threads) {
        this.socket = socket;
        this.server = server;
        this.target = target;
        this.threads = threads;
    }

    /**
     * Listens at {@code socket}. A socket that is left there and that nobody listens at any more is replaced.
     *
     * @param target where the agent listens
     * @param threads makes a daemon thread of a role and its work
     * @throws IOException also when somebody listens there already, or when another kind of file is there
     */
    public static UnixSocketRelay listen(
            Path socket, InetSocketAddress target, BiFunction<String, Runnable, Thread> threads) throws IOException {
        removeStale(socket);
        ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            server.bind(UnixDomainSocketAddress.of(socket));
        } catch (IOException e) {
            server.close();
            throw e;
        }
        UnixSocketRelay relay = new UnixSocketRelay(socket, server, target, threads);
        threads.apply("unix", relay::accept).start();
        return relay;
    }

    private static void removeStale(Path socket) throws IOException {
        if (!Files.exists(socket, LinkOption.NOFOLLOW_LINKS)) {
            return;
        }
        if (!Files.readAttributes(socket, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS)
                .isOther()) {
            throw new IOException(socket + " exists and is not a socket");
        }
        if (isListenedAt(socket)) {
            throw new BindException("somebody listens at " + socket + " already");
        }
        Files.delete(socket);
    }

    private static boolean isListenedAt(Path socket) {
        try (SocketChannel probe = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            return probe.isConnected();
        } catch (IOException nobody) {
            return false;
        }
    }

    private void accept() {
        while (server.isOpen()) {
            try {
                connect(server.accept());
            } catch (IOException e) {
                if (server.isOpen()) {
                    LOG.debug("A connection over {} was not accepted", socket, e);
                    // Too many open files, perhaps: there is room again when others were closed.
                    LockSupport.parkNanos(RETRY_NANOS);
                }
            }
        }
    }

    private void connect(SocketChannel client) throws IOException {
        if (connections.size() >= MAX_CONNECTIONS) {
            LOG.debug("More than {} connections over {}", MAX_CONNECTIONS, socket);
            client.close();
            return;
        }
        SocketChannel agent;
        try {
            agent = SocketChannel.open(target);
        } catch (IOException ended) {
            client.close();
            return;
        }
        Connection connection = new Connection(client, agent);
        connections.add(connection);
        threads.apply("unix-in", connection::passRequests).start();
        threads.apply("unix-out", connection::passAnswers).start();
        if (!server.isOpen()) {
            connection.close();
        }
    }

    /** Stops listening, drops all connections and removes the socket's file. Can be repeated. */
    @Override
    public void close() {
        closeQuietly(server);
        connections.forEach(Connection::close);
        try {
            Files.deleteIfExists(socket);
        } catch (IOException e) {
            LOG.debug("Cannot remove {}", socket, e);
        }
    }

    private static void closeQuietly(AutoCloseable channel) {
        try {
            channel.close();
        } catch (Exception e) {
            LOG.debug("Closing {} failed", channel, e);
        }
    }

    private final class Connection {
        private final SocketChannel client;
        private final SocketChannel agent;

        Connection(SocketChannel client, SocketChannel agent) {
            this.client = client;
            this.agent = agent;
        }

        void passRequests() {
            try {
                copy(client, agent);
                // A client may have said everything and still wait for the answer.
                agent.shutdownOutput();
            } catch (IOException gone) {
                close();
            }
        }

        void passAnswers() {
            try {
                copy(agent, client);
            } catch (IOException gone) {
                LOG.trace("A connection over {} has ended", socket, gone);
            } finally {
                close();
            }
        }

        private static void copy(SocketChannel from, SocketChannel to) throws IOException {
            ByteBuffer buffer = ByteBuffer.allocate(BUFFER_BYTES);
            while (from.read(buffer) >= 0) {
                buffer.flip();
                while (buffer.hasRemaining()) {
                    to.write(buffer);
                }
                buffer.clear();
            }
        }

        void close() {
            connections.remove(this);
            closeQuietly(client);
            closeQuietly(agent);
        }
    }
}
