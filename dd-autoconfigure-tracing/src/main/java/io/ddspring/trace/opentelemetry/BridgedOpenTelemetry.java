/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerBuilder;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.propagation.ContextPropagators;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The entry points of OpenTelemetry's API. Metrics and logs are not bridged. */
final class BridgedOpenTelemetry implements OpenTelemetry {
    private final TracerProvider tracerProvider;
    private final ContextPropagators propagators;

    BridgedOpenTelemetry(Supplier<TracingEngine> engine) {
        this.tracerProvider = new BridgedTracerProvider(new BridgedTracer(engine));
        this.propagators = ContextPropagators.create(new BridgedPropagator(engine));
    }

    @Override
    public TracerProvider getTracerProvider() {
        return tracerProvider;
    }

    @Override
    public ContextPropagators getPropagators() {
        return propagators;
    }

    private record BridgedTracer(Supplier<TracingEngine> engine) implements Tracer {
        @Override
        public SpanBuilder spanBuilder(@Nullable String spanName) {
            return new BridgedSpanBuilder(engine.get().tracer(), spanName == null ? "" : spanName);
        }
    }

    /** Spans do not tell which library made them, so all libraries share a tracer. */
    private record BridgedTracerProvider(Tracer tracer) implements TracerProvider, TracerBuilder {
        @Override
        public Tracer get(String instrumentationScopeName) {
            return tracer;
        }

        @Override
        public Tracer get(String instrumentationScopeName, String instrumentationScopeVersion) {
            return tracer;
        }

        @Override
        public TracerBuilder tracerBuilder(String instrumentationScopeName) {
            return this;
        }

        @Override
        public TracerBuilder setSchemaUrl(String schemaUrl) {
            return this;
        }

        @Override
        public TracerBuilder setInstrumentationVersion(String instrumentationScopeVersion) {
            return this;
        }

        @Override
        public Tracer build() {
            return tracer;
        }
    }
}
