/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Listens at a port of 127.0.0.1 and answers with a few daemon threads. Thread-safe. */
public final class HttpListener implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(HttpListener.class);
    private static final int MAX_THREADS = 8;
    private static final int MAX_WAITING_REQUESTS = 256;
    /** On this machine even the largest request takes less, unless its client has stopped. */
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final HttpServer server;
    private final BiFunction<String, Runnable, Thread> threads;
    private final PatientExecutor executor;

    private HttpListener(HttpServer server, Duration patience, BiFunction<String, Runnable, Thread> threads) {
        this.server = server;
        this.threads = threads;
        AtomicInteger number = new AtomicInteger();
        executor = new PatientExecutor(
                MAX_THREADS,
                MAX_WAITING_REQUESTS,
                patience,
                work -> threads.apply(Integer.toString(number.incrementAndGet()), work));
    }

    /**
     * Takes a port, but answers nothing yet.
     *
     * @param port the wanted port; any free one if that is taken, or if it is 0
     * @param threads makes a daemon thread of a role and its work
     */
    public static HttpListener bind(int port, BiFunction<String, Runnable, Thread> threads) throws IOException {
        return bind(port, PATIENCE, threads);
    }

    static HttpListener bind(int port, Duration patience, BiFunction<String, Runnable, Thread> threads)
            throws IOException {
        byte[] loopback = {127, 0, 0, 1};
        InetAddress address = InetAddress.getByAddress("localhost", loopback);
        HttpServer server;
        try {
            server = HttpServer.create(new InetSocketAddress(address, port), 0);
        } catch (BindException taken) {
            LOG.debug("Port {} is taken, using another one for the development agent", port);
            server = HttpServer.create(new InetSocketAddress(address, 0), 0);
        }
        return new HttpListener(server, patience, threads);
    }

    /** Where it listens. */
    public InetSocketAddress address() {
        return server.getAddress();
    }

    /** Begins to answer. */
    public void start(HttpHandler handler) {
        server.createContext("/", handler);
        server.setExecutor(executor);
        threads.apply("watch", executor::watch).start();
        // The server's dispatcher thread is a daemon only if the thread that starts it is one.
        Thread starter = threads.apply("start", server::start);
        starter.start();
        try {
            starter.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening. Waits for requests under way for at most a second. Can be repeated. */
    @Override
    public void close() {
        server.stop(0);
        executor.shutdownNow();
        try {
            if (!executor.awaitTermination(1, TimeUnit.SECONDS)) {
                LOG.debug("A request to the development agent is still under way");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
