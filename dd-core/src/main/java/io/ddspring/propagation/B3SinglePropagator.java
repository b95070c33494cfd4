/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** B3 in one header: trace id, span id and sampling state, separated by dashes. */
final class B3SinglePropagator extends B3Propagator {
    static final String B3 = "b3";

    private static final List<String> FIELDS = List.of(B3);

    B3SinglePropagator(boolean padding, PropagationCounters.Style counters) {
        super(PropagationStyle.B3, padding, counters);
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    <C> void write(C carrier, HeaderSetter<C> setter, String traceId, String spanId, @Nullable String state) {
        setter.set(carrier, B3, state == null ? traceId + "-" + spanId : traceId + "-" + spanId + "-" + state);
    }

    /** What follows behind the sampling state is the parent of the span, which nobody needs. */
    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        String header = HeaderText.firstPart(getter.get(carrier, B3));
        if (header == null) {
            return null;
        }
        int length = header.length();
        int traceEnd = HeaderText.indexOf(header, '-', 0, length);
        if (traceEnd == length && length <= 1) {
            // Nothing, or a sampling state alone, which says nothing about a trace.
            return null;
        }
        int spanStart = Math.min(traceEnd + 1, length);
        int spanEnd = HeaderText.indexOf(header, '-', spanStart, length);
        int stateStart = Math.min(spanEnd + 1, length);
        int stateEnd = HeaderText.indexOf(header, '-', stateStart, length);
        return read(header, traceEnd, header, spanStart, spanEnd, priority(header, stateStart, stateEnd));
    }
}
