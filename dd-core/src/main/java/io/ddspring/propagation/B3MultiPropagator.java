/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** B3 in one header per value. */
final class B3MultiPropagator extends B3Propagator {
    static final String TRACE_ID = "x-b3-traceid";
    static final String SPAN_ID = "x-b3-spanid";
    static final String SAMPLED = "x-b3-sampled";
    static final String FLAGS = "x-b3-flags";

    private static final List<String> FIELDS = List.of(TRACE_ID, SPAN_ID, SAMPLED);
    private static final String DEBUG_FLAG = "1";

    B3MultiPropagator(boolean padding, PropagationCounters.Style counters) {
        super(PropagationStyle.B3MULTI, padding, counters);
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    <C> void write(C carrier, HeaderSetter<C> setter, String traceId, String spanId, @Nullable String state) {
        setter.set(carrier, TRACE_ID, traceId);
        setter.set(carrier, SPAN_ID, spanId);
        if (state != null) {
            setter.set(carrier, SAMPLED, state);
        }
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        String traceId = HeaderText.firstPart(getter.get(carrier, TRACE_ID));
        if (traceId == null) {
            return null;
        }
        String spanId = HeaderText.firstPart(getter.get(carrier, SPAN_ID));
        String told = spanId == null ? "" : spanId;
        return read(traceId, traceId.length(), told, 0, told.length(), priority(carrier, getter));
    }

    private static <C> int priority(C carrier, HeaderGetter<C> getter) {
        if (DEBUG_FLAG.equals(HeaderText.firstPart(getter.get(carrier, FLAGS)))) {
            return SamplingPriority.USER_KEEP;
        }
        String state = HeaderText.firstPart(getter.get(carrier, SAMPLED));
        return state == null ? SamplingPriority.UNSET : priority(state, 0, state.length());
    }
}
