/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.B3Propagation;
import brave.propagation.TraceContext;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.TraceWriter;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.trace.ReadWriteSpan;
import io.opentelemetry.sdk.trace.ReadableSpan;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.time.Duration;
import java.util.List;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** The three tracers with everything on that happens on the application's thread, and nothing behind it. */
@State(Scope.Benchmark)
public class Tracers {
    /** Ours. */
    final Tracer ddspring = CoreTracer.builder()
            .service("shop")
            .env("prod")
            .version("1.0")
            .writer(new Discarding())
            .build();

    private final SdkTracerProvider opentelemetryProvider =
            SdkTracerProvider.builder().addSpanProcessor(new Forgetting()).build();
    /** OpenTelemetry's. */
    final io.opentelemetry.api.trace.Tracer opentelemetry = opentelemetryProvider.get("benchmarks");

    /** Brave with its parts. */
    final Tracing braveTracing = Tracing.newBuilder()
            .localServiceName("shop")
            .traceId128Bit(true)
            .propagationFactory(B3Propagation.FACTORY)
            .addSpanHandler(new Accepting())
            .build();
    /** Brave's. */
    final brave.Tracer brave = braveTracing.tracer();

    @TearDown(Level.Trial)
    public void close() {
        ddspring.close();
        opentelemetryProvider.close();
        braveTracing.close();
    }

    private static final class Discarding implements TraceWriter {
        @Override
        public void write(List<? extends SpanData> chunk) {}

        @Override
        public void flush(Duration budget) {}

        @Override
        public void close() {}
    }

    /** Wants every span, so that none is thrown away early. */
    private static final class Forgetting implements SpanProcessor {
        @Override
        public void onStart(Context parent, ReadWriteSpan span) {}

        @Override
        public boolean isStartRequired() {
            return false;
        }

        @Override
        public void onEnd(ReadableSpan span) {}

        @Override
        public boolean isEndRequired() {
            return true;
        }
    }

    /** Wants every span, so that none is thrown away early. */
    private static final class Accepting extends SpanHandler {
        @Override
        public boolean end(TraceContext context, MutableSpan span, Cause cause) {
            return true;
        }
    }
}
