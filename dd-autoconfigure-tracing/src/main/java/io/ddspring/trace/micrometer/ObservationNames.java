/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.metrics.Faults;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;

/**
 * Gives the span of every observation the observation's own names before a handler ends it. A handler knows but one name
 * for a span, and some versions change its letters. Changes nothing about the observation. Thread-safe.
 */
public final class ObservationNames implements ObservationFilter {
    @Override
    public Observation.Context map(Observation.Context context) {
        try {
            TracingContext tracing = context.get(TracingContext.class);
            String name = context.getName();
            if (tracing != null
                    && name != null
                    && tracing.getSpan() instanceof MicrometerSpan span
                    && !AdoptedSpan.isIn(context)) {
                span.describe(name, context.getContextualName());
            }
        } catch (Throwable ours) {
            Faults.shared().record("micrometer.names", ours);
        }
        return context;
    }
}
