/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.propagation.W3cPropagator;
import io.ddspring.trace.SpanContext;
import io.opentelemetry.api.trace.TraceState;
import io.opentelemetry.api.trace.TraceStateBuilder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Span contexts of both worlds. What OpenTelemetry's has no field for (priority, origin, tags of the trace) is in its
 * trace state, as it is in the {@code tracestate} header; so the propagator of that header does the work.
 */
final class SpanContexts {
    private static final Propagator W3C = new W3cPropagator();
    private static final HeaderGetter<Map<String, String>> HEADERS = Map::get;
    private static final String TRACEPARENT = "traceparent";
    private static final String TRACESTATE = "tracestate";

    private SpanContexts() {}

    static io.opentelemetry.api.trace.SpanContext toOpenTelemetry(SpanContext context) {
        return context.traceIdLow() == 0
                ? io.opentelemetry.api.trace.SpanContext.getInvalid()
                : new BridgedSpanContext(context);
    }

    /** Null when it identifies no span. */
    static @Nullable SpanContext toDatadog(io.opentelemetry.api.trace.SpanContext context) {
        if (context instanceof BridgedSpanContext bridged) {
            return bridged.datadog();
        }
        if (!context.isValid()) {
            return null;
        }
        String ids = context.getTraceId() + "-" + context.getSpanId();
        Map<String, String> headers = new HashMap<>();
        headers.put(TRACEPARENT, "00-" + ids + "-" + context.getTraceFlags().asHex());
        if (!context.getTraceState().isEmpty()) {
            headers.put(TRACESTATE, text(context.getTraceState()));
        }
        return W3C.extract(headers, HEADERS);
    }

    /** The trace state of a context, with the present sampling decision; takes it if there is none yet. */
    static TraceState traceState(SpanContext context) {
        Map<String, String> headers = new HashMap<>();
        W3C.inject(context, headers, Map::put);
        String[] members = headers.getOrDefault(TRACESTATE, "").split(",", -1);
        TraceStateBuilder state = TraceState.builder();
        // Whatever is put comes first.
        for (int i = members.length - 1; i >= 0; i--) {
            int equals = members[i].indexOf('=');
            if (equals > 0) {
                state.put(
                        members[i].substring(0, equals).trim(),
                        members[i].substring(equals + 1).trim());
            }
        }
        return state.build();
    }

    /** As in the header; null when it is empty. */
    static @Nullable String textOrNull(TraceState state) {
        return state.isEmpty() ? null : text(state);
    }

    private static String text(TraceState state) {
        StringBuilder text = new StringBuilder();
        state.forEach((key, value) -> {
            text.append(text.isEmpty() ? "" : ",").append(key).append('=').append(value);
        });
        return text.toString();
    }
}
