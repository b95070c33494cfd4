/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/** Everything the agent received since it started or was cleared, and waiting for more. Thread-safe. */
final class Received {
    private static final String STATS_INTAKE = "/v0.6/stats";
    private static final String STRING_TABLE_INTAKE = "/v0.5/traces";
    private static final Set<String> TRACE_INTAKES = Set.of("/v0.3/traces", "/v0.4/traces", STRING_TABLE_INTAKE);

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    // All guarded by lock.
    private final List<ReceivedRequest> requests = new ArrayList<>();
    private final Map<Long, List<ReceivedSpan>> spansByTraceId = new LinkedHashMap<>();
    private final List<StatsPayload> stats = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    void add(ReceivedRequest request) {
        boolean hasTraces = isTraceIntake(request);
        TracePayload payload = hasTraces ? tracesIn(request) : new TracePayload(List.of(), List.of());
        StatsPayload statistics = isStatsIntake(request) ? StatsPayload.read(request.body()) : null;
        lock.lock();
        try {
            requests.add(request);
            if (hasTraces) {
                String where = "request " + requests.size() + " " + request.method() + " " + request.path() + ": ";
                IntakeHeaderRules.check(request, payload.chunks().size()).forEach(what -> problems.add(where + what));
                payload.problems().forEach(what -> problems.add(where + what));
                payload.chunks()
                        .forEach(chunk -> chunk.forEach(span -> spansByTraceId
                                .computeIfAbsent(span.traceId(), id -> new ArrayList<>())
                                .add(span)));
            }
            if (statistics != null) {
                stats.add(statistics);
                problems.addAll(statistics.problems());
            }
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private static TracePayload tracesIn(ReceivedRequest request) {
        return request.path().equals(STRING_TABLE_INTAKE)
                ? TracePayload.readV05(request.body())
                : TracePayload.read(request.body());
    }

    private static boolean isTraceIntake(ReceivedRequest request) {
        return isTaken(request) && TRACE_INTAKES.contains(request.path());
    }

    private static boolean isStatsIntake(ReceivedRequest request) {
        return isTaken(request) && request.path().equals(STATS_INTAKE);
    }

    private static boolean isTaken(ReceivedRequest request) {
        return request.isAccepted()
                && (request.method().equals("PUT") || request.method().equals("POST"));
    }

    void addProblem(String problem) {
        lock.lock();
        try {
            problems.add(problem);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            requests.clear();
            spansByTraceId.clear();
            stats.clear();
            problems.clear();
        } finally {
            lock.unlock();
        }
    }

    List<ReceivedRequest> requests() {
        return locked(() -> List.copyOf(requests));
    }

    List<ReceivedTrace> traces() {
        return locked(
                () -> spansByTraceId.values().stream().map(ReceivedTrace::new).toList());
    }

    List<StatsPayload> stats() {
        return locked(() -> List.copyOf(stats));
    }

    List<String> problems() {
        return locked(() -> List.copyOf(problems));
    }

    /** Waits until {@code answer} gives something; empty after {@code timeout}. */
    <T> Optional<T> await(Duration timeout, Supplier<Optional<T>> answer) {
        lock.lock();
        try {
            long leftNanos = timeout.toNanos();
            Optional<T> given = answer.get();
            while (given.isEmpty() && leftNanos > 0) {
                leftNanos = changed.awaitNanos(leftNanos);
                given = answer.get();
            }
            return given;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted after waiting for at most " + timeout.toMillis() + " ms", e);
        } finally {
            lock.unlock();
        }
    }

    private <T> T locked(Supplier<T> read) {
        lock.lock();
        try {
            return read.get();
        } finally {
            lock.unlock();
        }
    }
}
