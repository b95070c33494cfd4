/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.sampling.SpanSampler;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.internal.CoreTracer;
import io.ddspring.writer.InMemoryTraceWriter;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Spans as the tracer of service {@code shop} leaves them, all of whose traces are to be dropped. */
final class FinishedSpans {
    static final long START = 1_800_000_000_000_000_000L;
    static final long DURATION = 1_500_000;

    private static final SamplingDecision DROP =
            new SamplingDecision(SamplingPriority.SAMPLER_DROP, SamplingMechanism.DEFAULT, null, 1);

    private FinishedSpans() {}

    /** The chunk of a trace whose local root is {@code web.request}, and to which {@code work} adds what it likes. */
    static List<SpanData> chunk(Consumer<Trace> work) {
        InMemoryTraceWriter writer = new InMemoryTraceWriter();
        Trace trace = new Trace(tracer(writer, ChunkPolicy.SEND_ALL));
        work.accept(trace);
        trace.root.finish(START + DURATION);
        return writer.spans();
    }

    /** The only span of a trace. */
    static SpanData root(Consumer<Span> settings) {
        return chunk(trace -> settings.accept(trace.root)).get(0);
    }

    static CoreTracer tracer(InMemoryTraceWriter writer, ChunkPolicy policy) {
        return CoreTracer.builder()
                .writer(writer)
                .service("shop")
                .sampler(root -> DROP)
                .spanSampler(SpanSampler.from(new Configuration(FinishedSpans::setting)))
                .chunkPolicy(() -> policy)
                .build();
    }

    /** A rule keeps the spans named {@code kept}. */
    private static @Nullable ConfigText setting(ConfigKey<?> key) {
        return key.name().equals("dd.span-sampling-rules")
                ? new ConfigText("[{\"name\":\"kept\"}]", ConfigOrigin.ENVIRONMENT, "test")
                : null;
    }

    static ChunkPolicy activePolicy(Consumer<List<? extends SpanData>> counted, TracerHealth health) {
        return new ChunkPolicy(new StatsGate(StatsGate.State.ACTIVE, ""), TraceFilters.NONE, counted, counted, health);
    }

    /** A trace that is under way. */
    static final class Trace {
        final Span root;
        private final CoreTracer tracer;

        Trace(CoreTracer tracer) {
            this.tracer = tracer;
            this.root = tracer.buildSpan("web.request")
                    .ignoreActiveSpan()
                    .withStartTime(START)
                    .start();
        }

        /** Adds a finished child of the root. */
        Trace child(String operation, Consumer<Span> settings) {
            Span child = tracer.buildSpan(operation)
                    .asChildOf(root)
                    .withStartTime(START)
                    .start();
            settings.accept(child);
            child.finish(START + DURATION);
            return this;
        }
    }
}
