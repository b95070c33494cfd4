/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import brave.handler.MutableSpan;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.RecordedSpans.Values;
import io.opentelemetry.exporter.internal.otlp.traces.LowAllocationTraceRequestMarshaler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
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
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import zipkin2.reporter.Encoding;
import zipkin2.reporter.brave.MutableSpanBytesEncoder;

/**
 * The body of a request with 100 {@linkplain RecordedSpans server spans of ten tags} is encoded the way each tracer does it
 * by itself; the figures are per span. OpenTelemetry's encoder is the one that its exporters use when they reuse memory,
 * which is their default; of Brave both formats are measured.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(EncodingBenchmark.SPANS)
public class EncodingBenchmark {
    static final int SPANS = 100;

    @Param({"REPEATED", "UNIQUE"})
    public Values values = Values.REPEATED;

    private List<List<SpanData>> chunks = List.of();
    private final TraceEncoder v04 = TraceProtocol.V04.newEncoder(
            WriterSettings.defaults().payloadLimitBytes(), ChunkLabels.of(DeliveryTags.none()));
    private final TraceEncoder v05 = TraceProtocol.V05.newEncoder(
            WriterSettings.defaults().payloadLimitBytes(), ChunkLabels.of(DeliveryTags.none()));

    private List<io.opentelemetry.sdk.trace.data.SpanData> opentelemetrySpans = List.of();
    private final LowAllocationTraceRequestMarshaler opentelemetry = new LowAllocationTraceRequestMarshaler();
    private final ByteArrayOutputStream opentelemetryBody = new ByteArrayOutputStream(1 << 20);

    private List<MutableSpan> braveSpans = List.of();

    @Setup(Level.Trial)
    public void recordSpans() {
        chunks = RecordedSpans.ddspring(SPANS, values);
        opentelemetrySpans = RecordedSpans.opentelemetry(SPANS, values);
        braveSpans = RecordedSpans.brave(SPANS, values);
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
        for (List<SpanData> chunk : chunks) {
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
        return encode(MutableSpanBytesEncoder.PROTO3, Encoding.PROTO3);
    }

    @Benchmark
    public Object braveJson() {
        return encode(MutableSpanBytesEncoder.JSON_V2, Encoding.JSON);
    }

    private Object encode(MutableSpanBytesEncoder encoder, Encoding encoding) {
        List<byte[]> encoded = new ArrayList<>(SPANS);
        for (MutableSpan span : braveSpans) {
            encoded.add(encoder.encode(span));
        }
        return encoding.encode(encoded);
    }
}
