/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import com.sun.net.httpserver.HttpServer;
import io.ddspring.devagent.console.ConsoleFiles;
import io.ddspring.devagent.http.AgentInfo;
import io.ddspring.devagent.http.LiveStreams;
import io.ddspring.devagent.http.Reception;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Router;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import io.ddspring.devagent.record.ProblemsPart;
import io.ddspring.devagent.record.Recording;
import io.ddspring.devagent.record.RecordingPart;
import io.ddspring.devagent.stats.StatsPart;
import io.ddspring.devagent.traces.TracesPart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An agent for development. Takes traces like a Datadog Agent, keeps the last ones in memory and shows them in a web
 * console at {@link #url()}.
 *
 * <p>It listens on 127.0.0.1 only, from {@link Builder#start()} to {@link #close()}, with daemon threads. All methods
 * are thread-safe.
 */
public final class DevAgent implements AutoCloseable {
    /** The port tracers look for an agent at. */
    public static final int DEFAULT_PORT = 8126;

    private static final Logger LOG = LoggerFactory.getLogger(DevAgent.class);
    private static final int MAX_THREADS = 8;
    private static final int MAX_WAITING_REQUESTS = 256;
    private static final int MAX_PORT = 65_535;

    private final HttpServer server;
    private final ExecutorService executor;
    private final LiveStreams streams;

    private DevAgent(HttpServer server, ExecutorService executor, LiveStreams streams) {
        this.server = server;
        this.executor = executor;
        this.streams = streams;
    }

    /** Starts an agent with default settings. */
    public static DevAgent start() {
        return builder().start();
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The port it listens on; another than the wanted one if that was taken. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** Where the console is, and where tracers send to. */
    public URI url() {
        return URI.create("http://localhost:" + port());
    }

    /** Stops listening and forgets all traces. Waits for requests under way for at most a second. Can be repeated. */
    @Override
    public void close() {
        streams.close();
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

    /** A daemon named {@code dd-dev-agent-<role>}. */
    static Thread thread(String role, Runnable work) {
        Thread thread = new Thread(work, "dd-dev-agent-" + role);
        thread.setDaemon(true);
        return thread;
    }

    /** Settings of an agent. Not thread-safe; makes one agent. */
    public static final class Builder {
        private int port = DEFAULT_PORT;
        private int maxTraces = 10_000;
        private long maxBytes = 32L * 1024 * 1024;
        private int maxBodyBytes = 25 * 1024 * 1024;
        private boolean clientStats;
        private Clock clock = Clock.systemUTC();

        private Builder() {}

        /** The wanted port, 8126 at first; 0 for any free one. If it is taken, any free one is used. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The number of traces to keep, 10,000 at first. */
        public Builder maxTraces(int maxTraces) {
            this.maxTraces = maxTraces;
            return this;
        }

        /** The size of all kept traces as they were sent, 32 MiB at first. */
        public Builder maxBytes(long maxBytes) {
            this.maxBytes = maxBytes;
            return this;
        }

        /** The size of the largest request body taken, 25 MiB at first; larger ones are answered with 413. */
        public Builder maxBodyBytes(int maxBodyBytes) {
            this.maxBodyBytes = maxBodyBytes;
            return this;
        }

        /**
         * Whether tracers are to compute statistics, off at first. If they do, they send no traces that are not sampled; if
         * not, they send all traces and the agent computes the statistics.
         */
        public Builder clientStats(boolean clientStats) {
            this.clientStats = clientStats;
            return this;
        }

        /** The clock that dates problems and tells when a trace has rested. */
        Builder clock(Clock clock) {
            this.clock = clock;
            return this;
        }

        /**
         * Starts listening.
         *
         * @throws IllegalArgumentException if a setting is out of range
         * @throws UncheckedIOException if no port can be bound
         */
        public DevAgent start() {
            if (port < 0 || port > MAX_PORT) {
                throw new IllegalArgumentException("port " + port + " is not in 0.." + MAX_PORT);
            }
            if (maxTraces < 1 || maxBytes < 1 || maxBodyBytes < 1) {
                throw new IllegalArgumentException("maxTraces, maxBytes and maxBodyBytes must be positive");
            }
            LiveStreams streams = new LiveStreams(DevAgent::thread);
            Problems problems = new Problems(clock, () -> streams.changed("problems"));
            Recording recording = new Recording(maxBytes);
            RecordingPart recordingPart = new RecordingPart(recording, maxBodyBytes);
            StatsPart stats = new StatsPart(problems, () -> streams.changed("stats"));
            TracesPart traces = new TracesPart(maxTraces, maxBytes, clock, problems, stats::count);
            List<Part> parts = List.of(traces, stats, new ProblemsPart(problems), recordingPart);
            Routes routes = new Routes();
            parts.forEach(part -> part.addTo(routes.topic(part.topic())));
            Reception reception = new Reception(
                    routes,
                    maxBodyBytes,
                    clock,
                    payload -> {
                        recording.add(payload);
                        streams.changed(String.valueOf(routes.topicOf(payload.path())));
                    },
                    problems::add);
            recordingPart.replayTo(reception::replay);
            routes.topic("").api("/api/everything", request -> forget(request, parts));
            Router router = new Router(
                    new AgentInfo(routes.offered(), maxBodyBytes, clientStats),
                    routes,
                    reception,
                    streams,
                    new ConsoleFiles()::find);
            HttpServer server = bind();
            ExecutorService executor = executor();
            server.createContext("/", router);
            server.setExecutor(executor);
            startAsDaemon(server);
            return new DevAgent(server, executor, streams);
        }

        private static Reply forget(Request request, List<Part> parts) {
            if (!request.method().equals("DELETE")) {
                return Reply.methodNotAllowed("DELETE");
            }
            parts.forEach(Part::clear);
            return Reply.noContent();
        }

        private HttpServer bind() {
            try {
                byte[] loopback = {127, 0, 0, 1};
                InetAddress address = InetAddress.getByAddress("localhost", loopback);
                try {
                    return HttpServer.create(new InetSocketAddress(address, port), 0);
                } catch (BindException taken) {
                    LOG.debug("Port {} is taken, using another one for the development agent", port);
                    return HttpServer.create(new InetSocketAddress(address, 0), 0);
                }
            } catch (IOException e) {
                throw new UncheckedIOException("the development agent cannot listen", e);
            }
        }

        private static ExecutorService executor() {
            AtomicInteger number = new AtomicInteger();
            ThreadPoolExecutor executor = new ThreadPoolExecutor(
                    MAX_THREADS,
                    MAX_THREADS,
                    10,
                    TimeUnit.SECONDS,
                    new LinkedBlockingQueue<>(MAX_WAITING_REQUESTS),
                    work -> thread(Integer.toString(number.incrementAndGet()), work));
            executor.allowCoreThreadTimeOut(true);
            return executor;
        }

        /** The server's dispatcher thread is a daemon only if the thread that starts it is one. */
        private static void startAsDaemon(HttpServer server) {
            Thread starter = thread("start", server::start);
            starter.start();
            try {
                starter.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
