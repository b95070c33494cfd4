/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import brave.propagation.TraceContext;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.propagation.HeaderGetter;
import io.ddspring.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapPropagator;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A request is read with the styles that are on by default, whatever headers its sender has put into it. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class ReceivedHeadersBenchmark {
    private static final String NONE = "none";
    private static final HeaderGetter<Map<String, String>> GETTER = Map::get;

    @Param({NONE, "datadog", "tracecontext", "datadog,tracecontext"})
    public String sent = NONE;

    private final Map<String, String> request = HeaderStyles.message();
    private final CompositePropagator ddspring = HeaderStyles.ddspring(HeaderStyles.DEFAULT);
    private final TextMapPropagator opentelemetry = HeaderStyles.opentelemetry(HeaderStyles.DEFAULT_OPENTELEMETRY);
    private final TraceContext.Extractor<Map<String, String>> brave = HeaderStyles.braveExtractor("b3");

    @Setup(Level.Trial)
    public void send(Tracers tracers) {
        if (!sent.equals(NONE)) {
            Span span = tracers.ddspring.buildSpan("root").ignoreActiveSpan().start();
            HeaderStyles.ddspring(sent).inject(span.context(), request, Map::put);
        }
    }

    @Benchmark
    public @Nullable Object ddspring() {
        return ddspring.extract(request, GETTER);
    }

    @Benchmark
    public Object opentelemetry() {
        return opentelemetry.extract(Context.root(), request, HeaderStyles.MapGetter.INSTANCE);
    }

    @Benchmark
    public Object brave() {
        return brave.extract(request);
    }
}
