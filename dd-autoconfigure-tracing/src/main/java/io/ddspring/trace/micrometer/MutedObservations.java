/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.handler.TracingObservationHandler;
import org.jspecify.annotations.Nullable;

/**
 * Leaves observations without a span of their own, above all those of Spring Security, of which every request has a dozen.
 * What is below them is a child of what is above them, and their metrics stay. Thread-safe.
 */
public final class MutedObservations implements TracingObservationHandler<Observation.Context> {
    private static final String SECURITY_CONTEXTS = "org.springframework.security.";
    private static final String SECURITY_NAMES = "spring.security.";

    private final Tracer tracer;

    public MutedObservations(Tracer tracer) {
        this.tracer = tracer;
    }

    /** An observation is asked about before it has its name, unless that is a fixed one. */
    @Override
    public boolean supportsContext(Observation.@Nullable Context context) {
        if (context == null) {
            return false;
        }
        String name = context.getName();
        return context.getClass().getName().startsWith(SECURITY_CONTEXTS)
                || (name != null && name.startsWith(SECURITY_NAMES));
    }

    @Override
    public void onStart(Observation.Context context) {
        Span parent = getParentSpan(context);
        if (parent instanceof MicrometerSpan span) {
            AdoptedSpan.adopt(context, getTracingContext(context), span);
        } else {
            getTracingContext(context);
        }
    }

    @Override
    public void onScopeOpened(Observation.Context context) {
        if (AdoptedSpan.isIn(context)) {
            TracingObservationHandler.super.onScopeOpened(context);
        }
    }

    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {}

    @Override
    public void onError(Observation.Context context) {}

    @Override
    public void onStop(Observation.Context context) {
        getTracingContext(context).close();
    }

    @Override
    public Tracer getTracer() {
        return tracer;
    }
}
