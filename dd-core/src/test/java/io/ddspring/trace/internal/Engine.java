/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.TracerHealth;
import io.ddspring.testing.ManualTime;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A tracer of service {@code shop} whose time stands still and whose ids count from 1, and what it has sent. */
final class Engine {
    static final ProcessIdentity PROCESS = new ProcessIdentity("runtime-1", 4711, "host-1");

    final ManualTime time = new ManualTime();
    final TracerHealth health = new TracerHealth();
    final InMemoryTraceWriter writer = new InMemoryTraceWriter();
    final CoreTracer tracer;

    Engine() {
        this(builder -> builder);
    }

    Engine(UnaryOperator<CoreTracerBuilder> settings) {
        AtomicLong ids = new AtomicLong();
        CoreTracerBuilder builder = CoreTracer.builder()
                .writer(writer)
                .health(health)
                .service("shop")
                .processIdentity(PROCESS)
                .ids(ids::incrementAndGet)
                .clock(time, time);
        this.tracer = settings.apply(builder).build();
    }

    /** A span that is the first of its trace. */
    Span root() {
        return tracer.buildSpan("web.request").ignoreActiveSpan().start();
    }

    Span child(Span parent) {
        return tracer.buildSpan("work").asChildOf(parent).start();
    }

    List<List<SpanData>> chunks() {
        return writer.traces();
    }

    /** The only chunk that was sent. */
    List<SpanData> chunk() {
        List<List<SpanData>> chunks = writer.traces();
        if (chunks.size() != 1) {
            throw new AssertionError("expected one chunk, but have " + chunks.size());
        }
        return chunks.get(0);
    }

    /** The only span that was sent. */
    SpanData sent() {
        List<SpanData> chunk = chunk();
        if (chunk.size() != 1) {
            throw new AssertionError("expected one span, but have " + chunk.size());
        }
        return chunk.get(0);
    }

    /** What was sent of {@code span}. */
    SpanData sent(Span span) {
        List<SpanData> matching = writer.spans().stream()
                .filter(sent -> sent.spanId() == span.context().spanId())
                .toList();
        if (matching.size() != 1) {
            throw new AssertionError("expected the span once, but have it " + matching.size() + " times");
        }
        return matching.get(0);
    }
}
