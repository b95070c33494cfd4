/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import brave.propagation.TraceContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.context.Context;
import java.util.concurrent.TimeUnit;
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

/** A span is started, gets five tags and is finished: alone, under a span that stays open, or with nine siblings. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
public class SpanBenchmark {
    private static final int CHILDREN = 10;

    /** Spans that stay open; ours gives its finished children away a thousand at a time. */
    @State(Scope.Thread)
    public static class Parents {
        private Span ddspring = Span.noop();
        private Context opentelemetry = Context.root();
        private TraceContext brave =
                TraceContext.newBuilder().traceId(1).spanId(2).build();

        @Setup(Level.Trial)
        public void start(Tracers tracers) {
            ddspring = tracers.ddspring.buildSpan("root").ignoreActiveSpan().start();
            opentelemetry = Context.root()
                    .with(tracers.opentelemetry
                            .spanBuilder("root")
                            .setNoParent()
                            .startSpan());
            brave = tracers.brave.newTrace().start().context();
        }
    }

    @Benchmark
    public SpanContext rootDdspring(Tracers tracers) {
        Span span =
                tracers.ddspring.buildSpan("http.request").ignoreActiveSpan().start();
        tag(span);
        span.finish();
        return span.context();
    }

    @Benchmark
    public Object rootOpentelemetry(Tracers tracers) {
        io.opentelemetry.api.trace.Span span = tracers.opentelemetry
                .spanBuilder("http.request")
                .setNoParent()
                .setSpanKind(SpanKind.CLIENT)
                .startSpan();
        tag(span);
        span.end();
        return span;
    }

    @Benchmark
    public Object rootBrave(Tracers tracers) {
        brave.Span span = tracers.brave.newTrace().name("http.request").kind(brave.Span.Kind.CLIENT);
        span.start();
        tag(span);
        span.finish();
        return span;
    }

    @Benchmark
    public SpanContext childDdspring(Tracers tracers, Parents parents) {
        Span child = tracers.ddspring
                .buildSpan("db.query")
                .asChildOf(parents.ddspring)
                .start();
        tag(child);
        child.finish();
        return child.context();
    }

    @Benchmark
    public Object childOpentelemetry(Tracers tracers, Parents parents) {
        io.opentelemetry.api.trace.Span child = tracers.opentelemetry
                .spanBuilder("db.query")
                .setParent(parents.opentelemetry)
                .startSpan();
        tag(child);
        child.end();
        return child;
    }

    @Benchmark
    public Object childBrave(Tracers tracers, Parents parents) {
        brave.Span child =
                tracers.brave.newChild(parents.brave).name("db.query").start();
        tag(child);
        child.finish();
        return child;
    }

    @Benchmark
    public SpanContext treeDdspring(Tracers tracers) {
        Span root =
                tracers.ddspring.buildSpan("http.request").ignoreActiveSpan().start();
        for (int i = 0; i < CHILDREN; i++) {
            Span child = tracers.ddspring.buildSpan("db.query").asChildOf(root).start();
            tag(child);
            child.finish();
        }
        root.finish();
        return root.context();
    }

    @Benchmark
    public Object treeOpentelemetry(Tracers tracers) {
        io.opentelemetry.api.trace.Span root =
                tracers.opentelemetry.spanBuilder("http.request").setNoParent().startSpan();
        Context parent = Context.root().with(root);
        for (int i = 0; i < CHILDREN; i++) {
            io.opentelemetry.api.trace.Span child = tracers.opentelemetry
                    .spanBuilder("db.query")
                    .setParent(parent)
                    .startSpan();
            tag(child);
            child.end();
        }
        root.end();
        return root;
    }

    @Benchmark
    public Object treeBrave(Tracers tracers) {
        brave.Span root = tracers.brave.newTrace().name("http.request").start();
        for (int i = 0; i < CHILDREN; i++) {
            brave.Span child =
                    tracers.brave.newChild(root.context()).name("db.query").start();
            tag(child);
            child.finish();
        }
        root.finish();
        return root;
    }

    private static void tag(Span span) {
        span.setTag("peer.hostname", "db.example");
        span.setTag("db.type", "postgresql");
        span.setTag("db.instance", "shop");
        span.setTag("db.operation", "select");
        span.setTag("component", "java-jdbc-statement");
    }

    private static void tag(io.opentelemetry.api.trace.Span span) {
        span.setAttribute("peer.hostname", "db.example");
        span.setAttribute("db.type", "postgresql");
        span.setAttribute("db.instance", "shop");
        span.setAttribute("db.operation", "select");
        span.setAttribute("component", "java-jdbc-statement");
    }

    private static void tag(brave.Span span) {
        span.tag("peer.hostname", "db.example");
        span.tag("db.type", "postgresql");
        span.tag("db.instance", "shop");
        span.tag("db.operation", "select");
        span.tag("component", "java-jdbc-statement");
    }
}
