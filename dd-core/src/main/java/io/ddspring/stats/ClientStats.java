/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentInfo;
import io.ddspring.metrics.StatsCounters;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.AgentTraceWriter;
import io.ddspring.writer.ComputedStats;
import io.ddspring.writer.DeliveryTask;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Computes statistics of all finished spans instead of the Agent, if the Agent allows it, so that traces that nobody will
 * keep need not be sent. Runs along with the writer: spans are counted on a thread of its own while the Agent allows or
 * may allow it, payloads are sent every ten seconds, and when the writer ends, on the writer's thread.
 *
 * <p>What the Agent wants is looked at anew whenever it describes itself. Until it does for the first time, everything is
 * queued, and counted for the case that the Agent wants that: the first payload of traces then already says so, and has
 * only what is needed beside the statistics.
 *
 * <p>Resources are sent as the spans have them. Those of SQL statements are obfuscated by who recorded them, but others
 * (Redis, statements set by hand) are not, so the Agent is not told that all are. Thread-safe.
 */
public final class ClientStats implements ComputedStats, DeliveryTask {
    private final StatsSettings settings;
    private final AgentClient agent;
    private final TracerHealth health;
    private final StatsCounters counters;
    private final StatsEncoder encoder;
    private final StatsSender sender;
    private final StatsAggregator aggregator;
    private volatile Assessed assessed;
    private volatile boolean runsAlong;

    /** A policy and the description of the Agent that it follows from. */
    private record Assessed(AgentInfo agent, boolean refused, ChunkPolicy policy) {}

    /**
     * Statistics that are computed as soon as the writer runs this.
     *
     * @param agent gets the payloads; opened and closed by the writer
     */
    public ClientStats(StatsSettings settings, StatsSource source, AgentClient agent, TracerHealth health) {
        this(settings, source, agent, health, StatsClock.SYSTEM);
    }

    ClientStats(StatsSettings settings, StatsSource source, AgentClient agent, TracerHealth health, StatsClock clock) {
        this.settings = settings;
        this.agent = agent;
        this.health = health;
        this.counters = health.stats;
        this.encoder = new StatsEncoder(source);
        this.sender = new StatsSender(agent, counters);
        this.aggregator = new StatsAggregator(settings, agent::info, this::take, clock, counters, health.spans);
        this.assessed = assess(agent.info());
    }

    /** Has {@code writer} start, feed and end this; nothing is counted or left unsent before. */
    public void runAlong(AgentTraceWriter writer) {
        runsAlong = true;
        writer.addTask(this);
    }

    /** What to do with chunks at present. */
    @SuppressWarnings("ReferenceEquality") // every answer of the Agent is an object of its own
    public ChunkPolicy policy() {
        if (!runsAlong) {
            return ChunkPolicy.SEND_ALL;
        }
        AgentInfo info = agent.info();
        Assessed present = assessed;
        if (present.agent != info || present.refused != sender.isRefusedBy(info)) {
            present = assess(info);
            assessed = present;
        }
        return present.policy;
    }

    private Assessed assess(AgentInfo info) {
        boolean refused = sender.isRefusedBy(info);
        StatsGate gate = refused
                ? StatsGate.inactive("the Agent has no " + StatsGate.ENDPOINT + " after all")
                : StatsGate.of(settings, info);
        TraceFilters filters = gate.state() == StatsGate.State.ACTIVE ? TraceFilters.of(info) : TraceFilters.NONE;
        return new Assessed(
                info, refused, new ChunkPolicy(gate, filters, aggregator::offer, aggregator::offerUnsent, health));
    }

    @Override
    public boolean replaceThoseOfAgent() {
        return !settings.apmEnabled() || state() == StatsGate.State.ACTIVE;
    }

    @Override
    public boolean makeNeedless(List<? extends SpanData> chunk) {
        return policy().omitsQueued(chunk);
    }

    private StatsGate.State state() {
        return policy().gate().state();
    }

    private void take(List<Aggregate> aggregates) {
        long hits = Aggregate.hits(aggregates);
        if (state() == StatsGate.State.ACTIVE) {
            health.statsBuckets.add(Aggregate.buckets(aggregates));
            sender.add(new StatsPayload(encoder.encode(aggregates), hits));
        } else {
            counters.lostHits.add(hits);
        }
    }

    /** Starts or ends counting as the Agent wishes, and sends what is ready. */
    @Override
    public void run() {
        if (state() == StatsGate.State.INACTIVE) {
            aggregator.stop();
            sender.discard(policy().gate().reason());
        } else {
            aggregator.start();
            sender.send();
        }
    }

    /** Counts and sends all there is, also if that is little and {@link #run} was never called. */
    @Override
    public void end() {
        if (state() != StatsGate.State.INACTIVE) {
            aggregator.start();
        }
        aggregator.stop();
        sender.send();
    }

    /** The state of the statistics for people: texts and numbers by name, in a fixed order. */
    public Map<String, Object> status() {
        StatsGate gate = policy().gate();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("state", gate.state().name().toLowerCase(Locale.ROOT));
        if (!gate.reason().isEmpty()) {
            status.put("reason", gate.reason());
        }
        status.putAll(counters.byName());
        status.put("p0-traces-dropped", health.p0TracesDropped.sum());
        status.put("p0-spans-dropped", health.p0SpansDropped.sum());
        status.put("traces-filtered", health.tracesFiltered.sum());
        putIfKnown(status, "last-sent", sender.lastSent());
        putIfKnown(status, "last-error", sender.lastError());
        return status;
    }

    private static void putIfKnown(Map<String, Object> status, String name, @Nullable Object value) {
        if (value != null) {
            status.put(name, value.toString());
        }
    }
}
