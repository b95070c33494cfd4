/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.trace.Tracer;
import io.ddspring.trace.micrometer.MicrometerTracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.AnyContextObservationHandlerCompatibilityKit;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import java.util.List;

/** What Micrometer asks of every handler of all observations. */
class RemainingObservationsKitTest extends AnyContextObservationHandlerCompatibilityKit {
    @Override
    public ObservationHandler<Observation.Context> handler() {
        return new RemainingObservations(
                List.of(),
                List.of(new DefaultTracingObservationHandler(
                        new MicrometerTracer(Tracer.noop(), List.of(), span -> {}))));
    }
}
