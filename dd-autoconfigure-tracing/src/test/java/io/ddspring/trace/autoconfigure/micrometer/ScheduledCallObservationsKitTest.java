/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.autoconfigure.spi.ScheduledSpan;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ConcreteContextObservationHandlerCompatibilityKit;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.springframework.scheduling.support.ScheduledTaskObservationContext;

/** What Micrometer asks of every handler of one kind of observations. */
class ScheduledCallObservationsKitTest
        extends ConcreteContextObservationHandlerCompatibilityKit<ScheduledTaskObservationContext> {
    private ContextScope run;

    @BeforeEach
    void enterARun() {
        run = Context.root()
                .with(ScheduledSpan.KEY, Span.noop())
                .with(Span.CONTEXT_KEY, Span.noop())
                .activate();
    }

    @AfterEach
    void leaveTheRun() {
        run.close();
    }

    @Override
    public ObservationHandler<ScheduledTaskObservationContext> handler() {
        return new ScheduledCallObservations(new MicrometerTracer(Tracer.noop(), List.of(), span -> {}));
    }

    @Override
    public ScheduledTaskObservationContext context() {
        return new ScheduledTaskObservationContext(this, getClass().getMethods()[0]);
    }
}
