/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.Sampler;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.writer.TraceWriter;
import java.time.Clock;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Describes a {@link CoreTracer}. Not thread-safe; one builder makes one tracer. The methods return this builder. */
public final class CoreTracerBuilder {
    private @Nullable TraceWriter writer;
    private Sampler sampler = Sampler.KEEP_ALL;
    private List<SpanProcessor> processors = List.of();
    private TracerHealth health = new TracerHealth();
    private @Nullable ProcessIdentity processIdentity;
    private IdGenerator ids = IdGenerator.RANDOM;
    private Clock wallClock = Clock.systemUTC();
    private LongSupplier ticker = System::nanoTime;
    private String service = "unnamed-java-app";
    private @Nullable String env;
    private @Nullable String version;
    private Map<String, String> globalTags = Map.of();
    private boolean generate128BitIds = true;
    private int partialFlushMinSpans = 1000;
    private int stackTraceLimit = 20_000;

    CoreTracerBuilder() {}

    /** Where finished traces go; the tracer closes it. Required. */
    public CoreTracerBuilder writer(TraceWriter traceWriter) {
        this.writer = traceWriter;
        return this;
    }

    public CoreTracerBuilder sampler(Sampler traceSampler) {
        this.sampler = traceSampler;
        return this;
    }

    public CoreTracerBuilder processors(List<? extends SpanProcessor> spanProcessors) {
        this.processors = spanProcessors.stream()
                .sorted(Comparator.comparingInt(SpanProcessor::order))
                .<SpanProcessor>map(processor -> processor)
                .toList();
        return this;
    }

    public CoreTracerBuilder health(TracerHealth counters) {
        this.health = counters;
        return this;
    }

    public CoreTracerBuilder processIdentity(ProcessIdentity identity) {
        this.processIdentity = identity;
        return this;
    }

    /** Name of the service of spans that set none; not empty. */
    public CoreTracerBuilder service(String name) {
        this.service = name;
        return this;
    }

    /** Environment; null or empty for none. */
    public CoreTracerBuilder env(@Nullable String name) {
        this.env = name;
        return this;
    }

    /** Version of the service; null or empty for none. */
    public CoreTracerBuilder version(@Nullable String name) {
        this.version = name;
        return this;
    }

    /** Tags of every span that does not set them itself. */
    public CoreTracerBuilder globalTags(Map<String, String> tags) {
        this.globalTags = Map.copyOf(tags);
        return this;
    }

    public CoreTracerBuilder generate128BitIds(boolean generate) {
        this.generate128BitIds = generate;
        return this;
    }

    /** So many finished spans of an unfinished trace are sent ahead; 0 switches that off. */
    public CoreTracerBuilder partialFlushMinSpans(int spans) {
        this.partialFlushMinSpans = spans;
        return this;
    }

    /** Characters of a stack trace that are sent. */
    public CoreTracerBuilder stackTraceLimit(int characters) {
        this.stackTraceLimit = characters;
        return this;
    }

    /**
     * Time for tests.
     *
     * @param monotonicNanos monotonic nanoseconds of any origin
     */
    public CoreTracerBuilder clock(Clock wall, LongSupplier monotonicNanos) {
        this.wallClock = wall;
        this.ticker = monotonicNanos;
        return this;
    }

    /** Builds the tracer, which does nothing yet that others would notice. */
    public CoreTracer build() {
        return new CoreTracer(
                this,
                new EngineSettings(
                        service, env, version, globalTags, generate128BitIds, partialFlushMinSpans, stackTraceLimit));
    }

    CoreTracerBuilder ids(IdGenerator generator) {
        this.ids = generator;
        return this;
    }

    IdGenerator ids() {
        return ids;
    }

    TraceClock clock() {
        return new TraceClock(wallClock, ticker);
    }

    Sampler sampler() {
        return sampler;
    }

    TraceWriter writer() {
        return Objects.requireNonNull(writer, "writer");
    }

    List<SpanProcessor> processors() {
        return processors;
    }

    TracerHealth health() {
        return health;
    }

    ProcessIdentity processIdentity() {
        return processIdentity == null ? ProcessIdentity.ofThisProcess() : processIdentity;
    }
}
