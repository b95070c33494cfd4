/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import io.ddspring.devagent.console.ConsoleFiles;
import io.ddspring.devagent.flare.FlarePart;
import io.ddspring.devagent.forward.ForwardingPart;
import io.ddspring.devagent.http.AgentInfo;
import io.ddspring.devagent.http.LiveStreams;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reception;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Router;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.metrics.DogStatsDListener;
import io.ddspring.devagent.metrics.MetricsPart;
import io.ddspring.devagent.payloads.PayloadsPart;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import io.ddspring.devagent.record.ProblemsPart;
import io.ddspring.devagent.record.Recording;
import io.ddspring.devagent.record.RecordingPart;
import io.ddspring.devagent.remoteconfig.RemoteConfigPart;
import io.ddspring.devagent.stats.StatsPart;
import io.ddspring.devagent.telemetry.TelemetryPart;
import io.ddspring.devagent.traces.TracesPart;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An agent for development. Takes what tracers send like a Datadog Agent, keeps the last of it in memory and shows it in
 * a web console at {@link #url()}.
 *
 * <p>It listens on 127.0.0.1 only, from {@link Builder#start()} to {@link #close()}, with daemon threads. All methods
 * are thread-safe.
 */
public final class DevAgent implements AutoCloseable {
    /** The port tracers look for an agent at. */
    public static final int DEFAULT_PORT = 8126;

    private static final int MAX_PORT = 65_535;

    private final Ports ports;
    private final LiveStreams streams = new LiveStreams(DevAgent::thread);
    private final ForwardingPart forwarding;

    private DevAgent(Builder settings, Ports ports, ForwardingPart forwarding) {
        this.ports = ports;
        this.forwarding = forwarding;
        Clock clock = settings.clock;
        Routes routes = new Routes();
        Recording recording = new Recording(settings.maxBytes);
        Problems problems = new Problems(clock, changeOf("problems"));
        Reception reception = new Reception(
                routes,
                settings.maxBodyBytes,
                clock,
                payload -> {
                    recording.add(payload);
                    forwarding.forward(payload);
                    streams.changed(routes.topicOf(payload.path()));
                },
                problems::add);
        StatsPart stats = new StatsPart(problems, changeOf("stats"));
        List<Part> parts = List.of(
                new TracesPart(settings.maxTraces, settings.maxBytes, clock, problems, stats::count),
                stats,
                new TelemetryPart(problems),
                new RemoteConfigPart(problems, clock, changeOf("remote-config")),
                new MetricsPart(problems, clock, ports.dogStatsDPort()),
                new FlarePart(problems),
                new PayloadsPart(settings.maxBytes, problems),
                new ProblemsPart(problems),
                new RecordingPart(recording, recording.maxFileBytes(), reception::replay),
                forwarding);
        parts.forEach(part -> part.addTo(routes.topic(part.topic())));
        routes.topic("").api("/api/everything", request -> forget(request, parts));
        AgentInfo info =
                new AgentInfo(routes.offered(), settings.maxBodyBytes, ports.dogStatsDPort(), settings.clientStats);
        forwarding.start(clock, DevAgent::thread, changeOf(forwarding.topic()));
        if (ports.dogStatsD() != null) {
            ports.dogStatsD()
                    .start(
                            lines -> reception.replay(
                                    new Payload(clock.instant(), "POST", MetricsPart.PATH, Map.of(), lines)),
                            DevAgent::thread);
        }
        ports.http().start(new Router(info, routes, reception, streams, new ConsoleFiles()::find));
    }

    private Runnable changeOf(String topic) {
        return () -> streams.changed(topic);
    }

    private static Reply forget(Request request, List<Part> parts) {
        if (!request.method().equals("DELETE")) {
            return Reply.methodNotAllowed("DELETE");
        }
        parts.forEach(Part::clear);
        return Reply.noContent();
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
        return ports.http().address().getPort();
    }

    /** The port it takes metrics of DogStatsD at; 0 when it takes none. */
    public int dogStatsDPort() {
        return ports.dogStatsDPort();
    }

    /** Where the console is, and where tracers send to. */
    public URI url() {
        return URI.create("http://localhost:" + port());
    }

    /**
     * Stops listening and forgets everything. Waits for requests under way for at most a second, and for another one until
     * what came is passed on to a real Agent. Can be repeated.
     */
    @Override
    public void close() {
        streams.close();
        ports.close();
        forwarding.close();
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
        private int dogStatsDPort = DogStatsDListener.DEFAULT_PORT;
        private int maxTraces = 10_000;
        private long maxBytes = 32L * 1024 * 1024;
        private int maxBodyBytes = 25 * 1024 * 1024;
        private boolean clientStats;
        private Clock clock = Clock.systemUTC();
        private @Nullable URI realAgent;
        private @Nullable Path unixSocket;

        private Builder() {}

        /** The wanted port, 8126 at first; 0 for any free one. If it is taken, any free one is used. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /**
         * The wanted port for metrics of DogStatsD (UDP), 8125 at first; 0 for any free one, -1 to take none. If it is taken,
         * any free one is used.
         */
        public Builder dogStatsDPort(int dogStatsDPort) {
            this.dogStatsDPort = dogStatsDPort;
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
         * Has everything that was understood passed on to the real Agent at {@code url}, {@code http://host:port} or
         * {@code https://host:port}, also what an imported recording holds. Clients do not wait for that.
         */
        public Builder forwardTo(URI url) {
            this.realAgent = url;
            return this;
        }

        /**
         * Listens at a Unix domain socket besides. One that nobody listens at any more is replaced; the file is removed at
         * the end.
         */
        public Builder unixSocket(Path socket) {
            this.unixSocket = socket;
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
         * @throws java.io.UncheckedIOException if no port, or not the Unix domain socket, can be bound
         */
        public DevAgent start() {
            if (port < 0 || port > MAX_PORT) {
                throw new IllegalArgumentException("port " + port + " is not in 0.." + MAX_PORT);
            }
            if (dogStatsDPort < -1 || dogStatsDPort > MAX_PORT) {
                throw new IllegalArgumentException("dogStatsDPort " + dogStatsDPort + " is not in -1.." + MAX_PORT);
            }
            if (maxTraces < 1 || maxBytes < 1 || maxBodyBytes < 1) {
                throw new IllegalArgumentException("maxTraces, maxBytes and maxBodyBytes must be positive");
            }
            ForwardingPart forwarding = new ForwardingPart(realAgent);
            return new DevAgent(this, Ports.open(port, dogStatsDPort, unixSocket), forwarding);
        }
    }
}
