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

    private static final Amount NOTHING = new Amount(0, 0, 0);

    // A trace has a few of them.
    private final Map<String, Amount> services = new LinkedHashMap<>(4);
    private final Map<Call, Amount> calls = new LinkedHashMap<>(4);

    void addWork(String service, Amount amount) {
        services.merge(service, amount, Amount::plus);
    }

    /** Adds a call; both services are part of the traffic from then on. */
    void addCall(String from, String to, Amount amount) {
        services.putIfAbsent(from, NOTHING);
        services.putIfAbsent(to, NOTHING);
        calls.merge(new Call(from, to), amount, Amount::plus);
    }

    void add(Traffic other) {
        other.services.forEach(this::addWork);
        other.calls.forEach((call, amount) -> calls.merge(call, amount, Amount::plus));
    }

    Map<String, Amount> services() {
        return services;
    }

    Map<Call, Amount> calls() {
        return calls;
    }
}
