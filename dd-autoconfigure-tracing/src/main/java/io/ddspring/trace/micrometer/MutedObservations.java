/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.micrometer.observation.Observation;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * Leaves observations without a span of their own, above all those of Spring Security, of which every request has a dozen.
 * What is below them is a child of what is above them, and their metrics stay. Thread-safe.
 */
public final class MutedObservations extends AdoptingObservations<Observation.Context> {
    private static final String SECURITY_CONTEXTS = "org.springframework.security.";
    private static final String SECURITY_NAMES = "spring.security.";

    public MutedObservations(Tracer tracer) {
        super(tracer);
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
            adopt(context, span);
        } else {
            getTracingContext(context);
        }
    }

    @Override
    public void onEvent(Observation.Event event, Observation.Context context) {}
}
