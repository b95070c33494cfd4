/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.sampling.DecisionLog;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SpanSampler;
import io.ddspring.stats.ChunkPolicy;
import io.ddspring.trace.SpanProcessor;
import io.ddspring.trace.TraceInterceptor;
import io.ddspring.writer.TraceWriter;
import java.time.Clock;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Describes a {@link CoreTracer}. Not thread-safe; one builder makes one tracer. The methods return this builder. */
public final class CoreTracerBuilder {
    private @Nullable TraceWriter writer;
    private Sampler sampler = Sampler.KEEP_ALL;
    private SpanSampler spanSampler = SpanSampler.NONE;
    private @Nullable DecisionLog decisionLog;
    private List<SpanProcessor> processors = List.of();
    private List<TraceInterceptor> interceptors = List.of();
    private @Nullable LongRunningSettings longRunning;
    private Supplier<ChunkPolicy> chunkPolicy = () -> ChunkPolicy.SEND_ALL;
    private TracerHealth health = new TracerHealth();
    private @Nullable ProcessIdentity processIdentity;
    private IdGenerator ids = IdGenerator.RANDOM;
    private Clock wallClock = Clock.systemUTC();
    private LongSupplier ticker = System::nanoTime;
    private String service = TracerSettings.UNNAMED_SERVICE;
    private boolean serviceIsNamed = true;
    private String env = "";
    private String version = "";
    private Map<String, String> globalTags = Map.of();
    private Map<String, String> serviceMapping = Map.of();
    private PeerService peerService = PeerService.EXPLICIT;
    private int attributeSchema;
    private boolean apmEnabled = true;
    private boolean reportHostname;
    private boolean generate128BitIds = true;
    private int partialFlushMinSpans = 1000;
    private int stackTraceLimit = TracerKeys.STACK_TRACE_LIMIT.defaultValue();
    private Duration keptLatency = Duration.ZERO;
    private List<String> baggageTagKeys = List.of();
    private int extraServicesLimit = TracerKeys.MAX_EXTRA_SERVICES.defaultValue();

    CoreTracerBuilder() {}

    /** Where finished traces go; the tracer closes it. Required. */
    public CoreTracerBuilder writer(TraceWriter traceWriter) {
        this.writer = traceWriter;
        return this;
    }

    /** Decides about traces that begin here; keeps all unless set. */
    public CoreTracerBuilder sampler(Sampler traceSampler) {
        this.sampler = traceSampler;
        return this;
    }

    /** Keeps single spans of traces that are dropped; none unless set. */
    public CoreTracerBuilder spanSampler(SpanSampler singleSpanSampler) {
        this.spanSampler = singleSpanSampler;
        return this;
    }

    /** Where it is remembered why traces were kept or dropped; null, as unless set, for nowhere. */
    public CoreTracerBuilder decisionLog(@Nullable DecisionLog log) {
        this.decisionLog = log == null || log.capacity() == 0 ? null : log;
        return this;
    }

    /** See every trace before it is sent, in the order of {@link SpanProcessor#order()}. */
    public CoreTracerBuilder processors(List<? extends SpanProcessor> spanProcessors) {
        this.processors = spanProcessors.stream()
                .sorted(Comparator.comparingInt(SpanProcessor::order))
                .<SpanProcessor>map(processor -> processor)
                .toList();
        return this;
    }

    /** Change or drop every trace before it is sent, in the order of {@link TraceInterceptor#priority()}. */
    public CoreTracerBuilder interceptors(List<? extends TraceInterceptor> traceInterceptors) {
        this.interceptors = List.copyOf(traceInterceptors);
        return this;
    }

    /** Has spans sent that go on for long; null, as unless set, when they are to be sent at their end only. */
    public CoreTracerBuilder longRunning(@Nullable LongRunningSettings settings) {
        this.longRunning = settings;
        return this;
    }

    /** Asked for each finished chunk what becomes of it; all are sent unless set. */
    public CoreTracerBuilder chunkPolicy(Supplier<ChunkPolicy> present) {
        this.chunkPolicy = present;
        return this;
    }

    /** Where the tracer counts; counters of its own unless set. */
    public CoreTracerBuilder health(TracerHealth counters) {
        this.health = counters;
        return this;
    }

    /** What local roots say about the process; {@link ProcessIdentity#ofThisProcess()} unless set. */
    public CoreTracerBuilder processIdentity(ProcessIdentity identity) {
        this.processIdentity = identity;
        return this;
    }

    /** What {@code settings} say of the service and its traces. */
    public CoreTracerBuilder settings(TracerSettings settings) {
        return service(settings.service())
                .serviceIsNamed(settings.serviceIsNamed())
                .env(settings.env())
                .version(settings.version())
                .globalTags(settings.globalTags())
                .serviceMapping(settings.serviceMapping())
                .apmEnabled(settings.apmEnabled())
                .reportHostname(settings.reportHostname())
                .generate128BitIds(settings.traceId128Bit())
                .partialFlushMinSpans(settings.partialFlushMinSpans());
    }

    /** Name of the service of spans that set none; not empty. */
    public CoreTracerBuilder service(String name) {
        this.service = name;
        return this;
    }

    /** Whether that name is the application's own, so that a request's context path does not name it; true unless set. */
    public CoreTracerBuilder serviceIsNamed(boolean named) {
        this.serviceIsNamed = named;
        return this;
    }

    /** Environment; null or empty for none. */
    public CoreTracerBuilder env(@Nullable String name) {
        this.env = name == null ? "" : name;
        return this;
    }

    /** Version of the service; null or empty for none. */
    public CoreTracerBuilder version(@Nullable String name) {
        this.version = name == null ? "" : name;
        return this;
    }

    /** Tags of every span that does not set them itself. */
    public CoreTracerBuilder globalTags(Map<String, String> tags) {
        this.globalTags = Map.copyOf(tags);
        return this;
    }

    /** Service names to replace on every span, by the name they replace. */
    public CoreTracerBuilder serviceMapping(Map<String, String> replacements) {
        this.serviceMapping = Map.copyOf(replacements);
        return this;
    }

    /** How the other side of calls is named; only as somebody names it unless set. */
    public CoreTracerBuilder peerService(PeerService naming) {
        this.peerService = naming;
        return this;
    }

    /** Version of the names that integrations use, 0 or 1; 0 unless set. */
    public CoreTracerBuilder attributeSchema(int version) {
        this.attributeSchema = version;
        return this;
    }

    /** Whether traces are kept for performance monitoring, which every span denies otherwise; true unless set. */
    public CoreTracerBuilder apmEnabled(boolean enabled) {
        this.apmEnabled = enabled;
        return this;
    }

    /** Traces whose local root takes longer are kept whatever the sampler says; zero, as unless set, switches that off. */
    public CoreTracerBuilder keptLatency(Duration threshold) {
        this.keptLatency = threshold;
        return this;
    }

    /** Whether the first span of each trace names the host of the process identity; false unless set. */
    public CoreTracerBuilder reportHostname(boolean report) {
        this.reportHostname = report;
        return this;
    }

    /** Whether new trace ids have 128 bits instead of 64; true unless set. */
    public CoreTracerBuilder generate128BitIds(boolean generate) {
        this.generate128BitIds = generate;
        return this;
    }

    /** So many finished spans of an unfinished trace are sent ahead; 1,000 unless set, 0 switches that off. */
    public CoreTracerBuilder partialFlushMinSpans(int spans) {
        this.partialFlushMinSpans = spans;
        return this;
    }

    /** Characters of a stack trace that are sent at most; 20,000 unless set. */
    public CoreTracerBuilder stackTraceLimit(int characters) {
        this.stackTraceLimit = characters;
        return this;
    }

    /** Names of received baggage items that become tags of local roots; {@code *} means all, none unless set. */
    public CoreTracerBuilder baggageTagKeys(List<String> names) {
        this.baggageTagKeys = List.copyOf(names);
        return this;
    }

    /** How many other names under which spans are sent are remembered; 64 unless set. */
    public CoreTracerBuilder extraServicesLimit(int names) {
        this.extraServicesLimit = names;
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

    /**
     * Builds the tracer, which does nothing yet that others would notice.
     *
     * @throws NullPointerException when there is no writer
     * @throws IllegalArgumentException when the service is empty or a number is negative
     */
    public CoreTracer build() {
        if (service.isEmpty()) {
            throw new IllegalArgumentException("service is empty");
        }
        if (partialFlushMinSpans < 0 || stackTraceLimit < 0) {
            throw new IllegalArgumentException("partialFlushMinSpans " + partialFlushMinSpans + " and stackTraceLimit "
                    + stackTraceLimit + " must not be negative");
        }
        return new CoreTracer(
                this,
                new EngineSettings(
                        service,
                        serviceIsNamed,
                        env,
                        version,
                        globalTags,
                        serviceMapping,
                        peerService,
                        attributeSchema,
                        apmEnabled,
                        reportHostname,
                        generate128BitIds,
                        partialFlushMinSpans,
                        stackTraceLimit,
                        keptLatency.toNanos()));
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

    SpanSampler spanSampler() {
        return spanSampler;
    }

    @Nullable
    DecisionLog decisionLog() {
        return decisionLog;
    }

    TraceWriter writer() {
        return Objects.requireNonNull(writer, "writer");
    }

    List<SpanProcessor> processors() {
        return processors;
    }

    List<TraceInterceptor> interceptors() {
        return interceptors;
    }

    @Nullable
    LongRunningSettings longRunning() {
        return longRunning;
    }

    Supplier<ChunkPolicy> chunkPolicy() {
        return chunkPolicy;
    }

    TracerHealth health() {
        return health;
    }

    BaggageTags baggageTags() {
        return new BaggageTags(baggageTagKeys);
    }

    int extraServicesLimit() {
        return extraServicesLimit;
    }

    ProcessIdentity processIdentity() {
        return processIdentity == null ? ProcessIdentity.ofThisProcess() : processIdentity;
    }
}
