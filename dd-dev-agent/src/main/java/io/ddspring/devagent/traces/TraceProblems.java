/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.record.Problems;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;

/** Tells what is wrong with traces, of each trace every kind at most once. Thread-safe. */
final class TraceProblems {
    /** Of this many traces it is known what was told. */
    private static final int MAX_TRACES = 10_000;

    private final Problems problems;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock. The trace that was told of first goes first.
    private final Map<Long, Set<Flaw>> told = new LinkedHashMap<>();

    TraceProblems(Problems problems) {
        this.problems = problems;
    }

    /** Tells about a trace what was not told yet. */
    void tell(String request, long traceId, Flaws flaws) {
        for (Map.Entry<Flaw, String> flaw : flaws.all()) {
            if (isNew(traceId, flaw.getKey())) {
                problems.add(request, "trace " + Span.hex(traceId) + ", " + flaw.getValue());
            }
        }
    }

    private boolean isNew(long traceId, Flaw flaw) {
        lock.lock();
        try {
            boolean isNew = told.computeIfAbsent(traceId, id -> EnumSet.noneOf(Flaw.class))
                    .add(flaw);
            if (told.size() > MAX_TRACES) {
                told.remove(told.keySet().iterator().next());
            }
            return isNew;
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            told.clear();
        } finally {
            lock.unlock();
        }
    }
}
