/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.tck.AnyContextObservationHandlerCompatibilityKit;
import java.util.List;

/** What Micrometer asks of every handler of all observations. */
class RemainingObservationsKitTest extends AnyContextObservationHandlerCompatibilityKit {
    @Override
    public ObservationHandler<Observation.Context> handler() {
        ObservationHandler<Observation.Context> any = context -> true;
        return new RemainingObservations(List.of(), List.of(any));
    }
}
