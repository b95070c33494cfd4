/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.context.ScopeListener;
import io.ddspring.trace.Span;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps baggage items of the active span in the logging context. Whoever creates it closes it.
 */
public final class BaggageLogFields implements ScopeListener, AutoCloseable {
    private final List<String> names;
    private final ContextScope subscription;

    /** Begins to write the items of the given names. */
    public BaggageLogFields(List<String> names) {
        this.names = List.copyOf(names);
        this.subscription = names.isEmpty() ? ContextScope.NOOP : Context.addScopeListener(this);
    }

    /** Tells that the baggage of {@code span} is another one now. */
    public void baggageChanged(Span span) {
        Span active = Span.from(Context.current());
        if (active == null || active.localRoot() != span.localRoot()) {
            return;
        }
        Map<String, String> baggage = MicrometerBaggage.allOf(active);
        for (String name : names) {
            write(name, baggage.get(name));
        }
    }

    @Override
    public void contextChanged(Context previous, Context current) {
        Span before = Span.from(previous);
        Span now = Span.from(current);
        if (before == now) {
            return;
        }
        Map<String, String> left = MicrometerBaggage.allOf(before);
        Map<String, String> entered = MicrometerBaggage.allOf(now);
        for (String name : names) {
            // What is there without being in any baggage is the application's own.
            if (left.containsKey(name) || entered.containsKey(name)) {
                write(name, entered.get(name));
            }
        }
    }

    private static void write(String name, @Nullable String value) {
        if (value == null) {
            MDC.remove(name);
        } else {
            MDC.put(name, value);
        }
    }

    @Override
    public void close() {
        subscription.close();
    }
}
