/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.Span;
import io.micrometer.observation.Observation;

/** Marks observations whose span is somebody else's to name, fill and end. */
public final class AdoptedSpan {
    private AdoptedSpan() {}

    static void mark(Observation.Context context, Span span) {
        context.put(AdoptedSpan.class, span);
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
