/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.HeaderSetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.Tracer;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a bridge works with. Thread-safe. */
public record TracingEngine(Tracer tracer, Propagator propagator) {
    /** Records nothing and propagates nothing. */
    public static final TracingEngine NONE = new TracingEngine(Tracer.noop(), new SilentPropagator());

    private static final class SilentPropagator implements Propagator {
        @Override
        public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {}

        @Override
        public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
            return null;
        }

        @Override
        public List<String> fields() {
            return List.of();
        }
    }
}
