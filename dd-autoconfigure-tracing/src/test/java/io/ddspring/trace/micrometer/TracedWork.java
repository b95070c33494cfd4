/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.config.Configuration;
import io.ddspring.context.Context;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.AfterEach;

/** Micrometer's tracer on one of ours that writes into memory. */
abstract class TracedWork {
    final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    final Tracer ours = CoreTracer.builder().writer(writer).service("test").build();
    final MicrometerTracer tracer = new MicrometerTracer(ours, List.of("tenant"), span -> {});
    final MicrometerPropagator propagator = new MicrometerPropagator(
            ours, CompositePropagator.from(new Configuration(key -> null), new PropagationCounters()));

    @AfterEach
    void nothing_stays_active() {
        Assertions.assertThat(Context.current()).isSameAs(Context.root());
        ours.close();
    }

    SpanData onlySpan() {
        Assertions.assertThat(writer.spans()).hasSize(1);
        return writer.spans().get(0);
    }

    SpanData span(String operation) {
        return writer.spans().stream()
                .filter(span -> span.operationName().equals(operation))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no span " + operation));
    }
}
