/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;

/** A registry whose observations are traced the way Spring Boot does it. */
abstract class ObservedWork extends TracedWork {
    final ObservationRegistry registry = ObservationRegistry.create();

    ObservedWork() {
        registry.observationConfig()
                .observationFilter(new ObservationNames())
                .observationHandler(new FirstMatchingCompositeObservationHandler(
                        new MutedObservations(tracer),
                        new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                        new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                        new DefaultTracingObservationHandler(tracer)));
    }
}
