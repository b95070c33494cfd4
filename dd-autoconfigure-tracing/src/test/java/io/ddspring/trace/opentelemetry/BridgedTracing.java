/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import java.util.List;

/** A tracer of service {@code shop} behind OpenTelemetry's API, and what it has sent. */
final class BridgedTracing implements AutoCloseable {
    final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    final CoreTracer tracer =
            CoreTracer.builder().writer(writer).service("shop").build();
    final Propagator propagator = CompositePropagator.from(new Configuration(key -> null), new PropagationCounters());
    final OpenTelemetryBridge bridge;

    BridgedTracing() {
        TracingEngine engine = new TracingEngine(tracer, propagator);
        bridge = OpenTelemetryBridge.start(() -> engine);
    }

    OpenTelemetry openTelemetry() {
        return bridge.openTelemetry();
    }

    SpanBuilder builder(String name) {
        return openTelemetry().getTracer("test").spanBuilder(name);
    }

    Span start(String name) {
        return builder(name).startSpan();
    }

    /** The only span that was sent. */
    SpanData sent() {
        List<SpanData> spans = writer.spans();
        if (spans.size() != 1) {
            throw new AssertionError("expected one span, but have " + spans.size());
        }
        return spans.get(0);
    }

    /** What was sent of the span of this resource. */
    SpanData sent(String resource) {
        return writer.spans().stream()
                .filter(span -> span.resourceName().equals(resource))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + resource));
    }

    @Override
    public void close() {
        bridge.close();
        tracer.close();
    }
}
