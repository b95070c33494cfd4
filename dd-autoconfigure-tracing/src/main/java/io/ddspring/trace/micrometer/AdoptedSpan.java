/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.Span;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

/** Marks observations whose span is somebody else's to name, fill and end. */
public final class AdoptedSpan {
    private AdoptedSpan() {}

    /** Lets the observation have {@code span}, so that those below it become children of that span. */
    public static void adopt(Observation.Context context, TracingContext tracing, MicrometerSpan span) {
        context.put(AdoptedSpan.class, span.span());
        tracing.setSpan(span);
    }

    /** Whether the span of the observation was adopted. */
    public static boolean isIn(Observation.ContextView context) {
        return context.containsKey(AdoptedSpan.class);
    }

    /** The span that was adopted; the one that records nothing when none was. */
    public static Span of(Observation.ContextView context) {
        Span adopted = context.get(AdoptedSpan.class);
        return adopted == null ? Span.noop() : adopted;
    }
}
