/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.Tracer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.ConcreteContextObservationHandlerCompatibilityKit;
import java.util.List;

/** What Micrometer asks of every handler of one kind of observations. */
class MutedObservationsKitTest extends ConcreteContextObservationHandlerCompatibilityKit<Observation.Context> {
    @Override
    public ObservationHandler<Observation.Context> handler() {
        return new MutedObservations(new MicrometerTracer(Tracer.noop(), List.of(), span -> {}));
    }

    @Override
    public Observation.Context context() {
        Observation.Context context = new Observation.Context();
        context.setName("spring.security.filterchains");
        return context;
    }
}
