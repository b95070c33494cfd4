/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.TraceContext;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.internal.CoreTracer;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import zipkin2.reporter.brave.MutableSpanBytesEncoder;

/** A body of 100 spans with ten tags each is encoded; the figures are per span. */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(EncodingBenchmark.SPANS)
public class EncodingBenchmark {
    static final int SPANS = 100;
    private static final int TAGS = 10;

    private final List<List<? extends SpanData>> chunks = new ArrayList<>();
    private final TraceEncoder v04 =
            TraceProtocol.V04.newEncoder(WriterSettings.defaults().payloadLimitBytes());
    private final TraceEncoder v05 =
            TraceProtocol.V05.newEncoder(WriterSettings.defaults().payloadLimitBytes());

    private final List<io.opentelemetry.sdk.trace.data.SpanData> opentelemetrySpans = new ArrayList<>();
    private final LowAllocationTraceRequestMarshaler opentelemetry = new LowAllocationTraceRequestMarshaler();
    private final ByteArrayOutputStream opentelemetryBody = new ByteArrayOutputStream(1 << 20);

    private final List<MutableSpan> braveSpans = new ArrayList<>();

    @Setup(Level.Trial)
    public void makeSpans() {
        InMemoryTraceWriter written = new InMemoryTraceWriter();
        try (Tracer tracer =
                CoreTracer.builder().service("shop").writer(written).build()) {
            for (int i = 0; i < SPANS; i++) {
                Span span = tracer.buildSpan("http.request").ignoreActiveSpan().start();
                for (int tag = 0; tag < TAGS; tag++) {
                    span.setTag("tag.name." + tag, "a value of usual length " + tag);
                }
                span.finish();
            }
        }
        chunks.addAll(written.traces());
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Collecting(opentelemetrySpans)))
                .build();
        for (int i = 0; i < SPANS; i++) {
            io.opentelemetry.api.trace.Span span = provider.get("benchmarks")
                    .spanBuilder("http.request")
                    .setSpanKind(SpanKind.CLIENT)
                    .setNoParent()
                    .startSpan();
            for (int tag = 0; tag < TAGS; tag++) {
                span.setAttribute("tag.name." + tag, "a value of usual length " + tag);
            }
            span.end();
        }
        provider.close();
        SpanHandler keeping = new SpanHandler() {
            @Override
            public boolean end(TraceContext context, MutableSpan span, Cause cause) {
                return braveSpans.add(new MutableSpan(span));
            }
        };
        try (Tracing tracing = Tracing.newBuilder()
                .localServiceName("shop")
                .traceId128Bit(true)
                .addSpanHandler(keeping)
                .build()) {
            for (int i = 0; i < SPANS; i++) {
                brave.Span span =
                        tracing.tracer().newTrace().name("http.request").start();
                for (int tag = 0; tag < TAGS; tag++) {
                    span.tag("tag.name." + tag, "a value of usual length " + tag);
                }
                span.finish();
            }
        }
    }

    @Benchmark
    public Object ddspringV04() {
        return encode(v04);
    }

    @Benchmark
    public Object ddspringV05() {
        return encode(v05);
    }

    private Object encode(TraceEncoder encoder) {
        encoder.reset();
        for (List<? extends SpanData> chunk : chunks) {
            encoder.add(chunk);
        }
        return encoder.body();
    }

    @Benchmark
    public Object opentelemetryOtlp() throws IOException {
        opentelemetryBody.reset();
        opentelemetry.initialize(opentelemetrySpans);
        opentelemetry.writeBinaryTo(opentelemetryBody);
        opentelemetry.reset();
        return opentelemetryBody;
    }

    @Benchmark
    public Object braveProto3() {
        List<byte[]> encoded = new ArrayList<>(SPANS);
        for (MutableSpan span : braveSpans) {
            encoded.add(MutableSpanBytesEncoder.PROTO3.encode(span));
        }
        return encoded;
    }

    private record Collecting(List<io.opentelemetry.sdk.trace.data.SpanData> spans) implements SpanExporter {
        @Override
        public CompletableResultCode export(Collection<io.opentelemetry.sdk.trace.data.SpanData> finished) {
            spans.addAll(finished);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
