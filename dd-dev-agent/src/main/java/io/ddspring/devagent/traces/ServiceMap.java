/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Request;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Which services call which, over all kept traces: {@code /api/map}. What a trace adds is remembered as long as nothing of it
 * comes, so that only new traces are decoded; nothing is done as long as nobody asks. Thread-safe.
 */
final class ServiceMap {
    private final TraceStore traces;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by the lock. By trace id.
    private Map<Long, Known> known = new HashMap<>();
    private long changes = -1;
    private Reply answer = Reply.noContent();

    /** A trace as it was when its calls were looked at. */
    private record Known(StoredTrace trace, Traffic traffic) {}

    ServiceMap(TraceStore traces) {
        this.traces = traces;
    }

    Reply answer(Request request) {
        lock.lock();
        try {
            long present = traces.changes();
            if (present != changes) {
                answer = Reply.json(ServiceMapJson.write(total(traces.newestFirst())));
                changes = present;
            }
            return answer;
        } finally {
            lock.unlock();
        }
    }

    @SuppressWarnings("ReferenceEquality") // A trace that has changed is another object.
    private Traffic total(List<StoredTrace> kept) {
        Map<Long, Known> next = new HashMap<>();
        Traffic total = new Traffic();
        for (StoredTrace trace : kept) {
            Known before = known.get(trace.traceId());
            Known now = before != null && before.trace() == trace
                    ? before
                    : new Known(trace, TraceCalls.of(trace.spans().toList()));
            next.put(trace.traceId(), now);
            total.add(now.traffic());
        }
        known = next;
        return total;
    }
}
