/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import brave.propagation.B3Propagation;
import brave.propagation.Propagation;
import brave.propagation.TraceContext;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.config.PropagationKeys;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.CompositePropagator;
import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.Propagator;
import io.ddspring.trace.Span;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import io.opentelemetry.extension.trace.propagation.B3Propagator;
import java.util.HashMap;
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

/** The headers of one message are written from a span, and read. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class PropagationBenchmark {
    private static final HeaderGetter<Map<String, String>> GETTER = Map::get;
    private static final TextMapSetter<Map<String, String>> SETTER = (headers, name, value) -> {
        if (headers != null) {
            headers.put(name, value);
        }
    };

    private final Map<String, String> outgoing = new HashMap<>();

    /** Our styles; the default is the three that are on unless configured otherwise. */
    @State(Scope.Thread)
    public static class Style {
        @Param({"datadog", "tracecontext", "b3multi", "datadog,tracecontext,baggage"})
        public String names = "datadog";

        private Propagator propagator = propagatorOf("datadog");
        private Span span = Span.noop();
        private final Map<String, String> incoming = new HashMap<>();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            propagator = propagatorOf(names);
            span = tracers.ddspring.buildSpan("root").ignoreActiveSpan().start();
            propagator.inject(span.context(), incoming, Map::put);
        }

        private static Propagator propagatorOf(String names) {
            Configuration configuration = new Configuration(key -> key.equals(PropagationKeys.STYLE)
                    ? new ConfigText(names, ConfigOrigin.SYSTEM_PROPERTY, "benchmark")
                    : null);
            return CompositePropagator.from(configuration, new PropagationCounters());
        }
    }

    /** OpenTelemetry's side. */
    @State(Scope.Thread)
    public static class Opentelemetry {
        @Param({"tracecontext", "b3multi"})
        public String style = "tracecontext";

        private TextMapPropagator propagator = W3CTraceContextPropagator.getInstance();
        private Context span = Context.root();
        private final Map<String, String> incoming = new HashMap<>();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            span = Context.root()
                    .with(tracers.opentelemetry
                            .spanBuilder("root")
                            .setNoParent()
                            .startSpan());
            if (style.equals("b3multi")) {
                propagator = B3Propagator.injectingMultiHeaders();
            }
            propagator.inject(span, incoming, SETTER);
        }
    }

    /** Brave's side, which has B3 only. */
    @State(Scope.Thread)
    public static class Brave {
        private static final Propagation<String> B3 = B3Propagation.FACTORY.get();

        private final TraceContext.Injector<Map<String, String>> injector = B3.injector(Map::put);
        private final TraceContext.Extractor<Map<String, String>> extractor = B3.extractor(Map::get);
        private TraceContext span =
                TraceContext.newBuilder().traceId(1).spanId(2).build();
        private final Map<String, String> incoming = new HashMap<>();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            span = tracers.brave.newTrace().context();
            injector.inject(span, incoming);
        }
    }

    @Benchmark
    public Map<String, String> injectDdspring(Style style) {
        style.propagator.inject(style.span.context(), outgoing, Map::put);
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectOpentelemetry(Opentelemetry state) {
        state.propagator.inject(state.span, outgoing, SETTER);
        return outgoing;
    }

    @Benchmark
    public Map<String, String> injectBrave(Brave state) {
        state.injector.inject(state.span, outgoing);
        return outgoing;
    }

    @Benchmark
    public @Nullable Object extractDdspring(Style style) {
        return style.propagator.extract(style.incoming, GETTER);
    }

    @Benchmark
    public Object extractOpentelemetry(Opentelemetry state) {
        return state.propagator.extract(Context.root(), state.incoming, MapGetter.INSTANCE);
    }

    @Benchmark
    public Object extractBrave(Brave state) {
        return state.extractor.extract(state.incoming);
    }

    /** Reads headers for OpenTelemetry from a map of lower-case names. */
    enum MapGetter implements TextMapGetter<Map<String, String>> {
        INSTANCE;

        @Override
        public @Nullable String get(@Nullable Map<String, String> headers, String name) {
            return headers == null ? null : headers.get(name);
        }

        @Override
        @SuppressWarnings("deprecation") // the only abstract method beside get
        public Iterable<String> keys(Map<String, String> headers) {
            return headers.keySet();
        }
    }
}
