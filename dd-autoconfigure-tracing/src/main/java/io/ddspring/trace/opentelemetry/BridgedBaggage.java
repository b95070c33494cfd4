/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.trace.Span;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
import io.opentelemetry.context.Context;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Baggage of both worlds: OpenTelemetry's belongs to a context, ours to a trace. Items of a context that becomes current
 * join the trace; those of the trace are seen where a context has no baggage of its own.
 */
final class BridgedBaggage {
    private BridgedBaggage() {}

    /** Adds the baggage of {@code context} to the trace of {@code span}. */
    static void join(Context context, @Nullable Span span) {
        Baggage baggage = span == null ? null : Baggage.fromContextOrNull(context);
        if (span == null || baggage == null || baggage.isEmpty()) {
            return;
        }
        Map<String, String> present = span.context().baggage();
        baggage.forEach((name, entry) -> {
            if (!entry.getValue().equals(present.get(name))) {
                span.setBaggageItem(name, entry.getValue());
            }
        });
    }

    /** A context with the baggage of the trace of {@code span}, unless it has some already. */
    static Context show(@Nullable Span span, Context context) {
        if (span == null || span.context().baggage().isEmpty() || Baggage.fromContextOrNull(context) != null) {
            return context;
        }
        return withItems(context, span.context().baggage());
    }

    /** A context whose baggage has {@code items} in addition. */
    static Context withItems(Context context, Map<String, String> items) {
        if (items.isEmpty()) {
            return context;
        }
        BaggageBuilder baggage = Baggage.fromContext(context).toBuilder();
        items.forEach(baggage::put);
        return context.with(baggage.build());
    }
}
