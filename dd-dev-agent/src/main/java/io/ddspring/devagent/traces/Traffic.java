/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import java.util.LinkedHashMap;
import java.util.Map;

/** Work of services and calls between them. Not thread-safe. */
final class Traffic {
    /** Who calls whom. */
    record Call(String from, String to) {}

    /** How often, how often in vain, and how long altogether. */
    record Amount(long count, long errors, long durationNanos) {
        Amount plus(Amount other) {
            return new Amount(count + other.count, errors + other.errors, durationNanos + other.durationNanos);
        }

        static Amount of(Span span) {
            return new Amount(1, span.error() ? 1 : 0, span.durationNanos());
        }
    }

    /** Of a trace, or of all together; what goes beyond it is no map that anybody could read. */
    private static final int MAX_SERVICES = 500;

    private static final int MAX_CALLS = 2_000;
    private static final Amount NOTHING = new Amount(0, 0, 0);

    // A trace has a few of them.
    private final Map<String, Amount> services = new LinkedHashMap<>(4);
    private final Map<Call, Amount> calls = new LinkedHashMap<>(4);

    void addWork(String service, Amount amount) {
        if (services.containsKey(service) || services.size() < MAX_SERVICES) {
            services.merge(service, amount, Amount::plus);
        }
    }

    /** Adds a call; both services are part of the traffic from then on. */
    void addCall(String from, String to, Amount amount) {
        addWork(from, NOTHING);
        addWork(to, NOTHING);
        add(new Call(from, to), amount);
    }

    void add(Traffic other) {
        other.services.forEach(this::addWork);
        other.calls.forEach(this::add);
    }

    private void add(Call call, Amount amount) {
        boolean known = services.containsKey(call.from()) && services.containsKey(call.to());
        if (known && (calls.containsKey(call) || calls.size() < MAX_CALLS)) {
            calls.merge(call, amount, Amount::plus);
        }
    }

    Map<String, Amount> services() {
        return services;
    }

    Map<Call, Amount> calls() {
        return calls;
    }
}
