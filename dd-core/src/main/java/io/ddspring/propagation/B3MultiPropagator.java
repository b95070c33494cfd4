/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** B3 in one header per value. */
final class B3MultiPropagator implements Propagator {
    static final String TRACE_ID = "x-b3-traceid";
    static final String SPAN_ID = "x-b3-spanid";
    static final String SAMPLED = "x-b3-sampled";
    static final String FLAGS = "x-b3-flags";

    private static final List<String> FIELDS = List.of(TRACE_ID, SPAN_ID, SAMPLED);
    private static final String DEBUG_FLAG = "1";

    private final B3Format format;
    private final PropagationCounters.Style counters;

    B3MultiPropagator(B3Format format, PropagationCounters.Style counters) {
        this.format = format;
        this.counters = counters;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        if (!B3Format.canSay(context)) {
            return;
        }
        String state = B3Format.state(context.decideSamplingPriority());
        setter.set(carrier, TRACE_ID, format.traceId(context));
        setter.set(carrier, SPAN_ID, format.spanId(context));
        if (state != null) {
            setter.set(carrier, SAMPLED, state);
        }
        counters.injected.increment();
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        String traceId = HeaderText.firstPart(getter.get(carrier, TRACE_ID));
        if (traceId == null) {
            return null;
        }
        String spanId = HeaderText.firstPart(getter.get(carrier, SPAN_ID));
        int priority = DEBUG_FLAG.equals(HeaderText.firstPart(getter.get(carrier, FLAGS)))
                ? SamplingPriority.USER_KEEP
                : priority(HeaderText.firstPart(getter.get(carrier, SAMPLED)));
        RemoteSpanContext context = spanId == null
                ? null
                : B3Format.context(
                        PropagationStyle.B3MULTI, traceId, traceId.length(), spanId, 0, spanId.length(), priority);
        if (context == null) {
            counters.malformed.increment();
        }
        return context;
    }

    private static int priority(@Nullable String state) {
        return state == null ? SamplingPriority.UNSET : B3Format.priority(state, 0, state.length());
    }
}
