/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.micrometer;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.autoconfigure.spi.TracedRequest;
import io.ddspring.trace.micrometer.AdoptedSpan;
import io.ddspring.trace.micrometer.HttpKeys;
import io.ddspring.trace.micrometer.MicrometerSpan;
import io.micrometer.observation.Observation;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.springframework.http.server.observation.ServerRequestObservationContext;

/**
 * Lets the observation of a request that has a span already have that span: it gets what only the observation knows, and
 * ends with the request. Thread-safe.
 */
final class ServerRequestObservations implements TracingObservationHandler<ServerRequestObservationContext> {
    private static final String SITE = "micrometer.server";

    private final Tracer tracer;

    ServerRequestObservations(Tracer tracer) {
        this.tracer = tracer;
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
        TracingContext tracing = getTracingContext(context);
        try {
            TracedRequest traced = TracedRequest.of(context.getCarrier());
            if (traced != null) {
                AdoptedSpan.adopt(context, tracing, MicrometerSpan.of(traced.span()));
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    /** What went wrong is recorded where it happened, by whoever made the span. */
    @Override
    public void onError(ServerRequestObservationContext context) {}

    @Override
    public void onStop(ServerRequestObservationContext context) {
        try {
            HttpKeys.addOwn(AdoptedSpan.of(context), context.getAllKeyValues());
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public Tracer getTracer() {
        return tracer;
    }
}
