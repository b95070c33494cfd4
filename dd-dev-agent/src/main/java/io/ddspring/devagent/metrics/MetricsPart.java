/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import io.ddspring.devagent.record.Problems;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Metrics of DogStatsD, which come as datagrams; {@code /api/metrics}. Closed with the agent. */
public final class MetricsPart implements Part, AutoCloseable {
    /** The port that clients send to. */
    public static final int DEFAULT_PORT = 8125;

    private static final String REQUEST = "UDP DogStatsD";
    private static final int MAX_LINE_CHARS = 200;

    private final MetricStore store = new MetricStore();
    private final Problems problems;
    private final Clock clock;
    private final Runnable changed;
    private final @Nullable DatagramIntake intake;

    /**
     * A part that listens.
     *
     * @param port the wanted port, 0 for any free one, which is also used when it is taken; -1 to take no metrics
     * @param changed called after every line that could be read
     * @param threads makes a daemon thread of a role and its work
     * @throws UncheckedIOException if no port can be bound
     */
    public MetricsPart(
            int port, Problems problems, Clock clock, Runnable changed, BiFunction<String, Runnable, Thread> threads) {
        this.problems = problems;
        this.clock = clock;
        this.changed = changed;
        this.intake = port < 0 ? null : DatagramIntake.open(port, this::add, this::problem);
        if (intake != null) {
            threads.apply("statsd", intake::run).start();
        }
    }

    /** Where it takes metrics; 0 when it takes none. */
    public int port() {
        return intake == null ? 0 : intake.port();
    }

    private void add(Line line) {
        store.add(line, clock.millis());
        changed.run();
    }

    private void problem(String line, String reason) {
        String start = line.length() > MAX_LINE_CHARS ? line.substring(0, MAX_LINE_CHARS) + "…" : line;
        problems.add(REQUEST, reason + ": " + start);
    }

    @Override
    public String topic() {
        return "metrics";
    }

    @Override
    public void addTo(Routes routes) {
        routes.api("/api/metrics", this::answer);
    }

    private Reply answer(Request request) {
        if (request.method().equals("DELETE")) {
            clear();
            return Reply.noContent();
        }
        return request.isRead() ? Reply.json(store.json(port())) : Reply.methodNotAllowed("GET, DELETE");
    }

    @Override
    public void clear() {
        store.clear();
    }

    /** Stops listening. Can be repeated. */
    @Override
    public void close() {
        if (intake != null) {
            intake.close();
        }
    }
}
