/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.CurrentTraceContext.Scope;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;

/**
 * Lets observations have a span that is not made for them. Their scopes make it active, their events are its own, and
 * what went wrong is recorded by whoever made it.
 *
 * @param <T> context of the observations
 */
public abstract class AdoptingObservations<T extends Observation.Context> implements TracingObservationHandler<T> {
    private final Tracer tracer;

    protected AdoptingObservations(Tracer tracer) {
        this.tracer = tracer;
    }

    /** Lets the observation have {@code span}, so that those below it become children of that span. */
    protected final void adopt(T context, MicrometerSpan span) {
        AdoptedSpan.mark(context, span.span());
        getTracingContext(context).setSpan(span);
    }

    @Override
    public void onScopeOpened(T context) {
        if (AdoptedSpan.isIn(context)) {
            TracingObservationHandler.super.onScopeOpened(context);
        }
    }

    /** Takes back what the scopes of the observation did. What was active before them is not theirs to hide. */
    @Override
    public void onScopeReset(T context) {
        TracingContext tracing = getTracingContext(context);
        for (Scope scope = tracing.getScope(); scope != null; scope = tracing.getScope()) {
            scope.close();
        }
    }

    @Override
    public void onEvent(Observation.Event event, T context) {
        if (AdoptedSpan.isIn(context)) {
            TracingObservationHandler.super.onEvent(event, context);
        }
    }

    @Override
    public void onError(T context) {}

    @Override
    public final Tracer getTracer() {
        return tracer;
    }
}
