/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.micrometer.AdoptedSpan;
import io.ddspring.trace.micrometer.MicrometerSpan;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ConcreteContextObservationHandlerCompatibilityKit;
import io.micrometer.tracing.handler.TracingObservationHandler.TracingContext;
import java.util.List;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** What Micrometer asks of every handler of one kind of observations. */
class ScheduledCallObservationsKitTest
        extends ConcreteContextObservationHandlerCompatibilityKit<ScheduledTaskObservationContext> {
    @Override
    public ObservationHandler<ScheduledTaskObservationContext> handler() {
        return new ScheduledCallObservations(new MicrometerTracer(Tracer.noop(), List.of(), span -> {}));
    }

    @Override
    public ScheduledTaskObservationContext context() {
        ScheduledTaskObservationContext context =
                new ScheduledTaskObservationContext(this, getClass().getMethods()[0]);
        AdoptedSpan.adopt(context, new TracingContext(), MicrometerSpan.of(Span.noop()));
        return context;
    }
}
