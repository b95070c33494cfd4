/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.autoconfigure.spi.TracedRequest;
import io.ddspring.trace.micrometer.AdoptedSpan;
import io.ddspring.trace.micrometer.AdoptingObservations;
import io.ddspring.trace.micrometer.HttpKeys;
import io.ddspring.trace.micrometer.MicrometerSpan;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Lets the observation of a request that has a span already have that span: it gets what only the observation knows, and
 * ends with the request. Thread-safe.
 */
final class ServerRequestObservations extends AdoptingObservations<ServerRequestObservationContext> {
    private static final String SITE = "micrometer.server";

    ServerRequestObservations(Tracer tracer) {
        super(tracer);
    }

    /** Stays true when the container has taken the request back. */
    @Override
    public boolean supportsContext(Observation.Context context) {
        return context instanceof ServerRequestObservationContext request
                && (AdoptedSpan.isIn(context)
                        || (request.getCarrier() != null && TracedRequest.of(request.getCarrier()) != null));
    }

    @Override
    public void onStart(ServerRequestObservationContext context) {
        getTracingContext(context);
        try {
            TracedRequest traced = TracedRequest.of(context.getCarrier());
            if (traced != null) {
                adopt(context, MicrometerSpan.of(traced.span()));
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public void onStop(ServerRequestObservationContext context) {
        try {
            HttpKeys.addOwn(AdoptedSpan.of(context), context.getAllKeyValues());
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }
}
