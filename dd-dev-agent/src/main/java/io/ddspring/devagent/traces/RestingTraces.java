/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Judges what only a whole trace can tell: whether parents are missing, and ids are used twice. A trace counts as whole when
 * nothing of it has come for a while. Thread-safe.
 */
final class RestingTraces {
    /** Tracers hold spans back for some seconds, and services of one trace do not send at the same time. */
    static final Duration REST = Duration.ofSeconds(30);

    private final TraceStore traces;
    private final TraceProblems problems;
    private final Clock clock;
    private final int maxTraces;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock. By trace id, the one that rests longest first.
    private final Map<Long, Arrival> waiting = new LinkedHashMap<>();

    /** The last spans of a trace: when they came and how. */
    private record Arrival(long timeMillis, String request) {}

    RestingTraces(TraceStore traces, TraceProblems problems, Clock clock, int maxTraces) {
        this.traces = traces;
        this.problems = problems;
        this.clock = clock;
        this.maxTraces = maxTraces;
    }

    /** Notes that spans of a trace have come. */
    void arrived(long traceId, String request) {
        lock.lock();
        try {
            waiting.remove(traceId);
            waiting.put(traceId, new Arrival(clock.millis(), request));
            if (waiting.size() > maxTraces) {
                waiting.remove(waiting.keySet().iterator().next());
            }
        } finally {
            lock.unlock();
        }
    }

    /** Judges the traces that have rested long enough and were not judged since. */
    void judge() {
        for (Map.Entry<Long, Arrival> rested : takeRested()) {
            traces.find(rested.getKey()).ifPresent(trace -> {
                List<Span> spans = trace.spans().toList();
                Flaws flaws = new Flaws();
                SpanRules.checkDuplicates(spans, flaws);
                SpanRules.checkParents(spans, flaws);
                problems.tell(rested.getValue().request(), trace.traceId(), flaws);
            });
        }
    }

    private List<Map.Entry<Long, Arrival>> takeRested() {
        long latestMillis = clock.millis() - REST.toMillis();
        List<Map.Entry<Long, Arrival>> rested = new ArrayList<>();
        lock.lock();
        try {
            Iterator<Map.Entry<Long, Arrival>> longest = waiting.entrySet().iterator();
            while (longest.hasNext()) {
                Map.Entry<Long, Arrival> entry = longest.next();
                if (entry.getValue().timeMillis() > latestMillis) {
                    break;
                }
                rested.add(Map.entry(entry.getKey(), entry.getValue()));
                longest.remove();
            }
        } finally {
            lock.unlock();
        }
        return rested;
    }

    void clear() {
        lock.lock();
        try {
            waiting.clear();
        } finally {
            lock.unlock();
        }
    }
}
