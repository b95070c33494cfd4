/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** B3 in one header: trace id, span id and sampling state, separated by dashes. */
final class B3Propagator implements Propagator {
    static final String B3 = "b3";

    private static final List<String> FIELDS = List.of(B3);

    private final B3Format format;
    private final PropagationCounters.Style counters;

    B3Propagator(B3Format format, PropagationCounters.Style counters) {
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
        String traceId = format.traceId(context);
        String spanId = format.spanId(context);
        setter.set(carrier, B3, state == null ? traceId + "-" + spanId : traceId + "-" + spanId + "-" + state);
        counters.injected.increment();
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        String header = HeaderText.firstPart(getter.get(carrier, B3));
        int dash = header == null ? -1 : header.indexOf('-');
        if (header == null || (dash < 0 && header.length() <= 1)) {
            // Nothing, or a sampling state alone, which says nothing about a trace.
            return null;
        }
        RemoteSpanContext context = dash < 0 ? null : context(header, dash);
        if (context == null) {
            counters.malformed.increment();
        }
        return context;
    }

    /** What follows behind the sampling state is the parent of the span, which nobody needs. */
    private static @Nullable RemoteSpanContext context(String header, int firstDash) {
        int length = header.length();
        int spanEnd = HeaderText.indexOf(header, '-', firstDash + 1, length);
        int stateStart = Math.min(spanEnd + 1, length);
        int stateEnd = HeaderText.indexOf(header, '-', stateStart, length);
        return B3Format.context(
                PropagationStyle.B3,
                header,
                firstDash,
                header,
                firstDash + 1,
                spanEnd,
                B3Format.priority(header, stateStart, stateEnd));
    }
}
