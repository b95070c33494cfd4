/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.propagation.Propagator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Micrometer's propagator, which writes and reads the headers of ours. Injecting takes the sampling decision if there is
 * none yet. Thread-safe.
 */
public final class MicrometerPropagator implements Propagator {
    private final Tracer tracer;
    private final io.ddspring.propagation.Propagator propagator;

    /** @param tracer starts the spans that go on with what was read */
    public MicrometerPropagator(Tracer tracer, io.ddspring.propagation.Propagator propagator) {
        this.tracer = tracer;
        this.propagator = propagator;
    }

    @Override
    public List<String> fields() {
        return propagator.fields();
    }

    @Override
    public <C> void inject(TraceContext context, @Nullable C carrier, Setter<C> setter) {
        Span span = MicrometerTraceContext.spanOf(context);
        if (carrier != null && span != null && span.context().traceIdLow() != 0) {
            propagator.inject(span.context(), carrier, setter::set);
        }
    }

    @Override
    public <C> io.micrometer.tracing.Span.Builder extract(C carrier, Getter<C> getter) {
        return MicrometerSpanBuilder.childOf(tracer, propagator.extract(carrier, getter::get));
    }
}
