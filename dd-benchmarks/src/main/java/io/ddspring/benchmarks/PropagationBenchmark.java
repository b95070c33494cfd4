/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import brave.propagation.TraceContext;
import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.Span;
import io.opentelemetry.api.baggage.Baggage;
import io.opentelemetry.api.baggage.BaggageBuilder;
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

/**
 * By style: the headers of one message are written from a span, for the first time in its trace or again, and read. The
 * span has baggage only where baggage is all that is sent.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PropagationBenchmark {
    private static final HeaderGetter<Map<String, String>> GETTER = Map::get;

    private final Map<String, String> outgoing = HeaderStyles.message();

    /** Our side. */
    @State(Scope.Thread)
    public static class Ddspring {
        @Param({"datadog", "tracecontext", "b3", "b3multi", HeaderStyles.BAGGAGE, HeaderStyles.DEFAULT})
        public String style = HeaderStyles.DEFAULT;

        private Propagator propagator = HeaderStyles.ddspring(HeaderStyles.DEFAULT);
        private Span span = Span.noop();
        private final Map<String, String> incoming = HeaderStyles.message();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            propagator = HeaderStyles.ddspring(style);
            span = tracers.ddspring.buildSpan("root").ignoreActiveSpan().start();
            if (style.equals(HeaderStyles.BAGGAGE)) {
                HeaderStyles.ITEMS.forEach(span::setBaggageItem);
            }
            propagator.inject(span.context(), incoming, Map::put);
        }
    }

    /** OpenTelemetry's side. */
    @State(Scope.Thread)
    public static class Opentelemetry {
        @Param({"tracecontext", "b3", "b3multi", HeaderStyles.BAGGAGE, HeaderStyles.DEFAULT_OPENTELEMETRY})
        public String style = HeaderStyles.DEFAULT_OPENTELEMETRY;

        private TextMapPropagator propagator = TextMapPropagator.noop();
        private Context span = Context.root();
        private final Map<String, String> incoming = HeaderStyles.message();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            propagator = HeaderStyles.opentelemetry(style);
            span = Context.root()
                    .with(tracers.opentelemetry
                            .spanBuilder("root")
                            .setNoParent()
                            .startSpan());
            if (style.equals(HeaderStyles.BAGGAGE)) {
                BaggageBuilder items = Baggage.builder();
                HeaderStyles.ITEMS.forEach(items::put);
                span = span.with(items.build());
            }
            propagator.inject(span, incoming, HeaderStyles.SETTER);
        }
    }

    /** Brave's side, which has B3 only. */
    @State(Scope.Thread)
    public static class Brave {
        @Param({"b3", "b3multi"})
        public String style = "b3";

        private TraceContext.Injector<Map<String, String>> injector = HeaderStyles.braveInjector("b3");
        private TraceContext.Extractor<Map<String, String>> extractor = HeaderStyles.braveExtractor("b3");
        private TraceContext span =
                TraceContext.newBuilder().traceId(1).spanId(2).build();
        private final Map<String, String> incoming = HeaderStyles.message();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            injector = HeaderStyles.braveInjector(style);
            extractor = HeaderStyles.braveExtractor(style);
            span = tracers.brave.newTrace().context();
            injector.inject(span, incoming);
        }
    }

    @Benchmark
    public Map<String, String> injectDdspring(Ddspring state) {
        state.propagator.inject(state.span.context(), outgoing, Map::put);
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectOpentelemetry(Opentelemetry state) {
        state.propagator.inject(state.span, outgoing, HeaderStyles.SETTER);
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectBrave(Brave state) {
        state.injector.inject(state.span, outgoing);
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectFirstDdspring(Tracers tracers, Ddspring state) {
        Span root = tracers.ddspring.buildSpan("root").ignoreActiveSpan().start();
        state.propagator.inject(root.context(), outgoing, Map::put);
        root.finish();
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectFirstOpentelemetry(Tracers tracers, Opentelemetry state) {
        io.opentelemetry.api.trace.Span root =
                tracers.opentelemetry.spanBuilder("root").setNoParent().startSpan();
        state.propagator.inject(Context.root().with(root), outgoing, HeaderStyles.SETTER);
        root.end();
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectFirstBrave(Tracers tracers, Brave state) {
        brave.Span root = tracers.brave.newTrace().name("root").start();
        state.injector.inject(root.context(), outgoing);
        root.finish();
        return outgoing;
    }

    @Benchmark
    public @Nullable Object extractDdspring(Ddspring state) {
        return state.propagator.extract(state.incoming, GETTER);
    }

    @Benchmark
    public Object extractOpentelemetry(Opentelemetry state) {
        return state.propagator.extract(Context.root(), state.incoming, HeaderStyles.MapGetter.INSTANCE);
    }

    @Benchmark
    public Object extractBrave(Brave state) {
        return state.extractor.extract(state.incoming);
    }
}
