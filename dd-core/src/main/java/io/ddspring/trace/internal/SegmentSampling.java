/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Faults;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.sampling.TraceDecision;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.AtomicReferenceFieldUpdater;
import org.jspecify.annotations.Nullable;

/**
 * The sampling decision of one trace, and the products that want it. Decided lazily, once, by the sampler; what the
 * application or a security product wants overrides it at any time. Thread-safe without locks; only a thread that comes
 * while another one asks the sampler waits for the answer.
 */
final class SegmentSampling {
    private static final AtomicReferenceFieldUpdater<SegmentSampling, TraceDecision> DECISION =
            AtomicReferenceFieldUpdater.newUpdater(SegmentSampling.class, TraceDecision.class, "decision");
    private static final AtomicIntegerFieldUpdater<SegmentSampling> ASKED =
            AtomicIntegerFieldUpdater.newUpdater(SegmentSampling.class, "asked");

    /** How the decision was described that was described last. */
    private static final AtomicReference<@Nullable Described> LATEST = new AtomicReference<>();

    private final Sampler sampler;

    @SuppressWarnings("NullAway.Init") // by its updater
    private volatile TraceDecision decision;
    // Written before the decision.
    private @Nullable String judgedResource;

    @SuppressWarnings("UnusedVariable") // by its updater
    private volatile int asked;

    /** What follows from a sampler's decision, for a trace that began here and of which nothing else is known. */
    private record Described(SamplingDecision decision, TraceDecision taken, PropagationTags tags) {
        Described(SamplingDecision decision, TraceDecision taken) {
            this(decision, taken, describe(taken, PropagationTags.EMPTY));
        }

        @SuppressWarnings("ReferenceEquality") // a rule gives the same rate again and again
        boolean describes(SamplingDecision other) {
            return decision == other
                    || (decision.rate() == other.rate()
                            && decision.priority() == other.priority()
                            && decision.mechanism() == other.mechanism()
                            && Objects.equals(decision.rateMetric(), other.rateMetric()));
        }
    }

    /** A trace without a decision, which {@code sampler} will take. */
    static SegmentSampling undecided(Sampler sampler) {
        return new SegmentSampling(sampler, SamplingPriority.UNSET);
    }

    /** A trace for which another process has decided. */
    static SegmentSampling inherited(int priority) {
        return new SegmentSampling(Sampler.KEEP_ALL, priority);
    }

    private SegmentSampling(Sampler sampler, int priority) {
        this.sampler = sampler;
        DECISION.lazySet(this, TraceDecision.received(priority));
    }

    int priority() {
        return decision.priority();
    }

    /** What holds now. */
    TraceDecision decision() {
        return decision;
    }

    /** Decides if nobody has yet; from then on no sampler changes it. */
    int decide(SpanData localRoot) {
        if (!decision.isMade()) {
            if (ASKED.compareAndSet(this, 0, 1)) {
                askSampler(localRoot);
            }
            while (!decision.isMade()) {
                Thread.onSpinWait();
            }
        }
        return decision.priority();
    }

    private void askSampler(SpanData localRoot) {
        judgedResource = localRoot.resourceName();
        SamplingDecision automatic = SamplingDecision.KEEP_BY_DEFAULT;
        try {
            automatic = sampler.sample(localRoot);
        } catch (Throwable failure) {
            Faults.shared().record("sampler", failure);
        } finally {
            TraceDecision present;
            do {
                present = decision;
            } while (!present.isMade() && !DECISION.compareAndSet(this, present, taken(present, automatic)));
        }
    }

    /** Most traces get the same decision as the one before. */
    @SuppressWarnings("ReferenceEquality")
    private static TraceDecision taken(TraceDecision present, SamplingDecision automatic) {
        Described known = LATEST.get();
        return known != null && known.decision == automatic && present.sources() == 0
                ? known.taken
                : present.sampled(automatic);
    }

    /** Resource of the local root when the sampler was asked; null when it was not. */
    @Nullable
    String judgedResource() {
        return judgedResource;
    }

    /** Keeps the trace whatever was decided before. */
    void keep(int mechanism) {
        DECISION.updateAndGet(this, present -> present.overridden(SamplingPriority.USER_KEEP, mechanism));
    }

    /** Drops the trace unless something was decided before. */
    void drop() {
        DECISION.updateAndGet(
                this,
                present -> present.isMade()
                        ? present
                        : present.overridden(SamplingPriority.USER_DROP, SamplingMechanism.MANUAL));
    }

    /** Adds products that want the trace, bits of {@link TraceSources}. */
    void addSources(int sources) {
        DECISION.updateAndGet(this, present -> present.wantedBy(sources));
    }

    /** The tags that other processes are to see: the received ones with this process' decision in them. */
    PropagationTags describeIn(PropagationTags received) {
        TraceDecision present = decision;
        SamplingDecision automatic = present.automaticInForce();
        if (automatic == null || !received.isEmpty() || present.sources() != 0) {
            return describe(present, received);
        }
        Described known = LATEST.get();
        if (known == null || !known.describes(automatic)) {
            known = new Described(automatic, present);
            LATEST.set(known);
        }
        return known.tags;
    }

    private static PropagationTags describe(TraceDecision present, PropagationTags received) {
        PropagationTags described = describeRate(present, describeMaker(present, received));
        return present.sources() == 0
                ? described
                : described.with(
                        PropagationTags.TRACE_SOURCE,
                        TraceSources.merge(described.get(PropagationTags.TRACE_SOURCE), present.sources()));
    }

    private static PropagationTags describeMaker(TraceDecision present, PropagationTags received) {
        if (!present.isMade()) {
            return received;
        }
        if (!SamplingPriority.isKept(present.priority())) {
            return received.without(PropagationTags.DECISION_MAKER);
        }
        return present.madeHere() ? received.with(PropagationTags.DECISION_MAKER, "-" + present.mechanism()) : received;
    }

    /** A rate that was applied here is told even when it dropped the trace; one that was overridden is not. */
    private static PropagationTags describeRate(TraceDecision present, PropagationTags described) {
        if (!present.madeHere()) {
            return described;
        }
        SamplingDecision automatic = present.automaticInForce();
        if (automatic == null) {
            return described.without(PropagationTags.SAMPLING_RATE);
        }
        return automatic.rateMetric() == null
                ? described
                : described.with(PropagationTags.SAMPLING_RATE, automatic.rate().text());
    }
}
