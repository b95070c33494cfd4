/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import java.util.List;

/** Has the first of several handlers that supports an observation handle it, provided that no other handler does. */
final class RemainingObservations extends ObservationHandler.FirstMatchingCompositeObservationHandler {
    private final List<? extends ObservationHandler<?>> others;

    /** @param others handlers that are asked on their own */
    RemainingObservations(
            List<? extends ObservationHandler<?>> others,
            List<? extends ObservationHandler<? extends Observation.Context>> handlers) {
        super(handlers);
        this.others = others;
    }

    @Override
    public boolean supportsContext(Observation.Context context) {
        return others.stream().noneMatch(other -> other.supportsContext(context)) && super.supportsContext(context);
    }
}
