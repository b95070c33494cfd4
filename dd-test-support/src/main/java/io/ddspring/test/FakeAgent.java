/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ProtocolException;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnixDomainSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A Datadog Agent for tests: takes traces like a real one, keeps everything it received, decodes it with its own reader,
 * and misbehaves on demand.
 *
 * <p>It listens on a free loopback port or on a Unix domain socket from construction to {@link #close()}. It answers
 * {@code /info}, {@code /v0.4/traces} and {@code /v0.3/traces}, every other endpoint {@linkplain AgentInfo#withEndpoints
 * listed} in its info with {@code 200 {}}, and the rest with 404. Traces are kept when the request was answered with a
 * 2xx status in full; requests are kept always, before the answer is sent. All methods are thread-safe.
 */
public final class FakeAgent implements AutoCloseable {
    private final Received received = new Received();
    private final FaultPlan faults = new FaultPlan();
    private final Answers answers = new Answers();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final SocketAddress address;
    private final Object listenerLock = new Object();
    // Guarded by listenerLock.
    private @Nullable Listener listener;
    private volatile Duration timeout = Duration.ofSeconds(10);

    private FakeAgent(SocketAddress requested) {
        Listener opened = Listener.open(requested, this::serve);
        this.listener = opened;
        this.address = opened.address();
    }

    /** Starts an agent on a free port of the loopback interface. */
    public static FakeAgent start() {
        return new FakeAgent(Listener.freeLoopbackPort());
    }

    /** Starts an agent on a Unix domain socket at {@code path}, which must not exist. Closing deletes it. */
    public static FakeAgent onUnixSocket(Path path) {
        return new FakeAgent(UnixDomainSocketAddress.of(path));
    }

    /** The value for {@code DD_TRACE_AGENT_URL}: {@code http://127.0.0.1:<port>} or {@code unix:///path}. */
    public URI url() {
        return address instanceof UnixDomainSocketAddress socket
                ? URI.create("unix://" + socket.getPath().toAbsolutePath())
                : URI.create("http://127.0.0.1:" + port());
    }

    /**
     * The port it listens on, also while it {@linkplain #stopListening() does not}.
     *
     * @throws IllegalStateException on a Unix domain socket
     */
    public int port() {
        if (address instanceof InetSocketAddress tcp) {
            return tcp.getPort();
        }
        throw new IllegalStateException("no port: listening on " + address);
    }

    /** Changes what {@code /info} and the header {@code Datadog-Agent-State} say. */
    public FakeAgent info(AgentInfo info) {
        answers.info(info);
        return this;
    }

    /** Changes the sampling rates given in answer to traces; keys look like {@code service:shop,env:prod}. */
    public FakeAgent rates(Map<String, Double> rateByService) {
        answers.rates(rateByService);
        return this;
    }

    /** Answers requests to {@code path} (any method) in this way from now on. */
    public FakeAgent answer(String path, Function<ReceivedRequest, Answer> answer) {
        answers.put(path, answer);
        return this;
    }

    /** The next request {@code fault} applies to meets it. Faults happen in the order in which they were added. */
    public FakeAgent failNext(Fault fault) {
        return failNext(1, fault);
    }

    /** The next {@code times} requests meet {@code fault}. */
    public FakeAgent failNext(int times, Fault fault) {
        faults.add(times, fault);
        return this;
    }

    /** All requests meet {@code fault} until {@link #clearFaults()}. */
    public FakeAgent failUntilCleared(Fault fault) {
        faults.addUntilCleared(fault);
        return this;
    }

    /** Serves requests well again; a fault that is under way goes on. */
    public FakeAgent clearFaults() {
        faults.clear();
        return this;
    }

    /** Refuses connections and breaks the open ones off, like an agent that died. */
    public void stopListening() {
        synchronized (listenerLock) {
            if (listener != null) {
                try {
                    listener.close();
                } catch (IOException e) {
                    throw new UncheckedIOException("cannot stop listening at " + address, e);
                }
                listener = null;
            }
        }
    }

    /** Listens again at the same address. Does nothing if it does already. */
    public void startListening() {
        synchronized (listenerLock) {
            if (closed.getCount() == 0) {
                throw new IllegalStateException("the agent is closed");
            }
            if (listener == null) {
                listener = Listener.open(address, this::serve);
            }
        }
    }

    /** All requests so far, in the order in which they were read. */
    public List<ReceivedRequest> requests() {
        return received.requests();
    }

    /** The requests to {@code path}, whatever their query. */
    public List<ReceivedRequest> requests(String path) {
        return requests().stream()
                .filter(request -> request.path().equals(path))
                .toList();
    }

    /** The traces so far, in the order of their first chunk; the chunks of a trace are merged. */
    public List<ReceivedTrace> traces() {
        return received.traces();
    }

    /** The spans of all traces so far. */
    public List<ReceivedSpan> spans() {
        return traces().stream().flatMap(trace -> trace.spans().stream()).toList();
    }

    /** The statistics so far, in the order in which they arrived. */
    public List<StatsPayload> stats() {
        return received.stats();
    }

    /** The messages so far in which the library reports on itself, in their order, also those from batches. */
    public List<ReceivedTelemetry> telemetry() {
        return requests(ReceivedTelemetry.ENDPOINT).stream()
                .filter(ReceivedRequest::isAccepted)
                .flatMap(request -> ReceivedTelemetry.read(request).stream())
                .toList();
    }

    /** What was wrong with the received payloads: types, missing fields, headers. Empty when all was well. */
    public List<String> problems() {
        return received.problems();
    }

    /** Forgets all requests, traces and problems. */
    public void clear() {
        received.clear();
    }

    /** Changes how long the {@code await} methods wait; 10 s at first. */
    public FakeAgent awaitAtMost(Duration timeout) {
        this.timeout = timeout;
        return this;
    }

    /**
     * Waits until spans of at least {@code count} traces have arrived and gives all traces.
     *
     * @throws AssertionError when they do not arrive in time
     */
    public List<ReceivedTrace> awaitTraces(int count) {
        return await(count + " trace(s)", () -> atLeast(count, traces()));
    }

    /**
     * Waits for a trace of which {@code condition} holds, with the spans that arrived so far.
     *
     * @throws AssertionError when none arrives in time
     */
    public ReceivedTrace awaitTrace(Predicate<ReceivedTrace> condition) {
        return await("a trace that meets the condition", () -> first(traces(), condition));
    }

    /** Waits for the trace with a span whose resource is {@code resource}. */
    public ReceivedTrace awaitTraceWithResource(String resource) {
        return await(
                "a trace with resource '" + resource + "'",
                () -> first(traces(), trace -> trace.spans().stream()
                        .anyMatch(span -> span.resource().equals(resource))));
    }

    /** Waits until at least {@code count} spans have arrived, in any number of traces, and gives all spans. */
    public List<ReceivedSpan> awaitSpans(int count) {
        return await(count + " span(s)", () -> atLeast(count, spans()));
    }

    /** Waits for a span of which {@code condition} holds. */
    public ReceivedSpan awaitSpan(Predicate<ReceivedSpan> condition) {
        return await("a span that meets the condition", () -> first(spans(), condition));
    }

    /**
     * Waits until at least {@code hits} spans are counted in the statistics that arrived, and gives these.
     *
     * @throws AssertionError when they do not arrive in time
     */
    public List<StatsPayload> awaitStats(long hits) {
        return await("statistics of " + hits + " span(s)", () -> Optional.of(stats())
                .filter(payloads ->
                        payloads.stream().mapToLong(StatsPayload::hits).sum() >= hits));
    }

    /**
     * Waits for a message of type {@code type} in which the library reports on itself, and gives the first one.
     *
     * @throws AssertionError when none arrives in time
     */
    public ReceivedTelemetry awaitTelemetry(String type) {
        return await(
                "telemetry of type " + type,
                () -> first(telemetry(), message -> message.type().equals(type)));
    }

    /** Waits until {@code path} was requested at least {@code count} times, with whatever outcome. */
    public List<ReceivedRequest> awaitRequests(String path, int count) {
        return await(count + " request(s) to " + path, () -> atLeast(count, requests(path)));
    }

    private <T> T await(String what, Supplier<Optional<T>> answer) {
        return received.await(timeout, answer)
                .orElseThrow(() ->
                        new AssertionError("Waited " + timeout.toMillis() + " ms for " + what + ".\nReceived traces:\n"
                                + SpanTree.renderAll(traces()) + "\nReceived requests: " + requests() + "\nProblems: "
                                + problems()));
    }

    private static <T> Optional<List<T>> atLeast(int count, List<T> values) {
        return values.size() >= count ? Optional.of(values) : Optional.empty();
    }

    private static <T> Optional<T> first(List<T> values, Predicate<T> condition) {
        return values.stream().filter(condition).findFirst();
    }

    private void serve(HttpConnection connection) throws IOException {
        try {
            boolean goOn = true;
            while (goOn) {
                RequestHead head = connection.readHead();
                goOn = head != null && exchange(connection, head);
            }
        } catch (ProtocolException | RuntimeException e) {
            received.addProblem("connection: " + e);
        }
    }

    private boolean exchange(HttpConnection connection, RequestHead head) throws IOException {
        Fault fault = faults.take(head.path());
        byte[] body = connection.readBody(head, fault == null ? Integer.MAX_VALUE : fault.bodyBytesRead());
        Answer usual = answers.to(new ReceivedRequest(head.method(), head.target(), head.headers(), body, true));
        boolean accepted = fault == null ? usual.isSuccess() : fault.isAccepting(usual);
        received.add(new ReceivedRequest(head.method(), head.target(), head.headers(), body, accepted));
        if (fault != null) {
            return fault.reply().send(connection, usual, this::hold) && !head.asksToClose();
        }
        connection.write(usual);
        return !head.asksToClose();
    }

    private void hold(Duration atMost) {
        try {
            closed.await(atMost.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Ends delays, breaks all connections off and stops listening. Can be called again. */
    @Override
    public void close() {
        closed.countDown();
        stopListening();
    }
}
