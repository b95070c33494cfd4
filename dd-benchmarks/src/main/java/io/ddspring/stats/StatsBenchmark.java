/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.metrics.StatsCounters;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.ddspring.writer.RecordedSpans;
import io.ddspring.writer.RecordedSpans.Values;
import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.DoubleHistogram;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.metrics.Aggregation;
import io.opentelemetry.sdk.metrics.InstrumentSelector;
import io.opentelemetry.sdk.metrics.InstrumentType;
import io.opentelemetry.sdk.metrics.SdkMeterProvider;
import io.opentelemetry.sdk.metrics.View;
import io.opentelemetry.sdk.metrics.data.AggregationTemporality;
import io.opentelemetry.sdk.metrics.export.CollectionRegistration;
import io.opentelemetry.sdk.metrics.export.MetricReader;
import java.util.List;
import java.util.Set;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The statistics of 100 server spans of ten tags that belong to a known group; the figures are per span. Beside it what
 * OpenTelemetry's instrumentations do for the same end: one value with the attributes of the request in a histogram, with
 * fixed buckets, which are the default, and with exponential ones, whose precision is like that of our sketch.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(2)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@OperationsPerInvocation(StatsBenchmark.SPANS)
public class StatsBenchmark {
    static final int SPANS = 100;

    private static final AttributeKey<String> METHOD = AttributeKey.stringKey("http.request.method");
    private static final AttributeKey<Long> STATUS = AttributeKey.longKey("http.response.status_code");
    private static final AttributeKey<String> ROUTE = AttributeKey.stringKey("http.route");

    private final Aggregates aggregates =
            new Aggregates(new StatsSettings(true, true, false, 2_048, List.of(), Set.of(), true), new StatsCounters());
    private List<List<SpanData>> chunks = List.of();

    private final SdkMeterProvider meters = SdkMeterProvider.builder()
            .registerMetricReader(new Unread())
            .registerView(
                    InstrumentSelector.builder().setName("exponential").build(),
                    View.builder()
                            .setAggregation(Aggregation.base2ExponentialBucketHistogram())
                            .build())
            .build();
    private final DoubleHistogram fixed =
            meters.get("benchmarks").histogramBuilder("fixed").build();
    private final DoubleHistogram exponential =
            meters.get("benchmarks").histogramBuilder("exponential").build();

    @Setup(Level.Trial)
    public void recordSpans() {
        chunks = RecordedSpans.ddspring(SPANS, Values.REPEATED);
        // What an Agent of version 7 asks for.
        aggregates.follow(List.of("db.name", "peer.service", "out.host", "rpc.service"), List.of());
    }

    @TearDown(Level.Trial)
    public void close() {
        meters.close();
    }

    @Benchmark
    public Object ddspring() {
        for (int i = 0; i < SPANS; i++) {
            aggregates.add(chunks.get(i));
        }
        return aggregates;
    }

    @Benchmark
    public Object opentelemetryFixedBuckets() {
        return record(fixed);
    }

    @Benchmark
    public Object opentelemetryExponentialBuckets() {
        return record(exponential);
    }

    /** Reads the attributes from the same spans, as instrumentations read them from requests. */
    private Object record(DoubleHistogram histogram) {
        for (int i = 0; i < SPANS; i++) {
            SpanData span = chunks.get(i).get(0);
            histogram.record(
                    span.durationNanos() / 1e9,
                    Attributes.of(
                            METHOD,
                            span.tag(Tags.HTTP_METHOD),
                            STATUS,
                            (long) StatusCodes.http(String.valueOf(span.tag(Tags.HTTP_STATUS_CODE))),
                            ROUTE,
                            span.tag(Tags.HTTP_ROUTE)));
        }
        return histogram;
    }

    /** Has values collected that nobody fetches. */
    private static final class Unread implements MetricReader {
        @Override
        public void register(CollectionRegistration registration) {}

        @Override
        public AggregationTemporality getAggregationTemporality(InstrumentType type) {
            return AggregationTemporality.DELTA;
        }

        @Override
        public CompletableResultCode forceFlush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
