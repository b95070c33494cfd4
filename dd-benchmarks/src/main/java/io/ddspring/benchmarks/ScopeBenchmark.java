/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import io.ddspring.trace.Span;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/** A span is made the active one, asked for, and the scope is closed. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ScopeBenchmark {
    private Span ddspring = Span.noop();
    private io.opentelemetry.api.trace.Span opentelemetry = io.opentelemetry.api.trace.Span.getInvalid();
    private brave.@Nullable Span brave;

    @Setup(Level.Trial)
    public void start(Tracers tracers) {
        ddspring = tracers.ddspring.buildSpan("root").ignoreActiveSpan().start();
        opentelemetry = tracers.opentelemetry.spanBuilder("root").setNoParent().startSpan();
        brave = tracers.brave.newTrace().start();
    }

    @Benchmark
    public void ddspring(Tracers tracers, Blackhole sink) {
        try (io.ddspring.trace.Scope scope = tracers.ddspring.activate(ddspring)) {
            sink.consume(tracers.ddspring.activeSpan());
            sink.consume(scope);
        }
    }

    @Benchmark
    public void opentelemetry(Blackhole sink) {
        try (io.opentelemetry.context.Scope scope = opentelemetry.makeCurrent()) {
            sink.consume(io.opentelemetry.api.trace.Span.current());
            sink.consume(scope);
        }
    }

    @Benchmark
    public void brave(Tracers tracers, Blackhole sink) {
        try (brave.Tracer.SpanInScope scope = tracers.brave.withSpanInScope(brave)) {
            sink.consume(tracers.braveTracing.currentTraceContext().get());
            sink.consume(scope);
        }
    }
}
