/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.autoconfigure.spi.ScheduledSpan;
import io.ddspring.trace.micrometer.AdoptedSpan;
import io.ddspring.trace.micrometer.AdoptingObservations;
import io.ddspring.trace.micrometer.MicrometerSpan;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/**
 * Lets the observation of a scheduled task whose run has a span already have that span, which says the same and more.
 * Thread-safe.
 */
final class ScheduledCallObservations extends AdoptingObservations<ScheduledTaskObservationContext> {
    ScheduledCallObservations(Tracer tracer) {
        super(tracer);
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ScheduledTaskObservationContext
                && (AdoptedSpan.isIn(context) || ScheduledSpan.active() != null);
    }

    @Override
    public void onStart(ScheduledTaskObservationContext context) {
        getTracingContext(context);
        try {
            Span run = ScheduledSpan.active();
            if (run != null) {
                adopt(context, MicrometerSpan.of(run));
            }
        } catch (Throwable ours) {
            Faults.shared().record("micrometer.scheduled", ours);
        }
    }
}
