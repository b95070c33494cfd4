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
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sampling decision of one trace, and the products that want it. Decided lazily, once, by the sampler; what the
 * application or a security product wants overrides it at any time. Thread-safe; reading takes no lock.
 */
final class SegmentSampling {
    /** The last one that was described: samplers take the same decision again and again. */
    private static final AtomicReference<@Nullable Described> LATEST = new AtomicReference<>();

    private record Described(SamplingDecision decision, PropagationTags tags) {}

    private final Sampler sampler;
    private final ReentrantLock changing = new ReentrantLock();
    // Replaced under the lock.
    private volatile TraceDecision decision;

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
        this.decision = TraceDecision.received(priority);
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
        TraceDecision known = decision;
        if (known.isMade()) {
            return known.priority();
        }
        changing.lock();
        try {
            if (!decision.isMade()) {
                String resource = localRoot.resourceName();
                decision = decision.sampled(askSampler(localRoot), resource);
            }
            return decision.priority();
        } finally {
            changing.unlock();
        }
    }

    /** Keeps the trace whatever was decided before. */
    void keep(int mechanism) {
        changing.lock();
        try {
            decision = decision.overridden(SamplingPriority.USER_KEEP, mechanism);
        } finally {
            changing.unlock();
        }
    }

    /** Drops the trace unless something was decided before. */
    void drop() {
        changing.lock();
        try {
            if (!decision.isMade()) {
                decision = decision.overridden(SamplingPriority.USER_DROP, SamplingMechanism.MANUAL);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Adds products that want the trace, bits of {@link TraceSources}. */
    void addSources(int sources) {
        changing.lock();
        try {
            decision = decision.wantedBy(sources);
        } finally {
            changing.unlock();
        }
    }

    /** The tags that other processes are to see: the received ones with this process' decision in them. */
    PropagationTags describeIn(PropagationTags received) {
        TraceDecision present = decision;
        SamplingDecision automatic = present.automaticInForce();
        if (automatic != null && present.sources() == 0 && received.isEmpty()) {
            Described latest = LATEST.get();
            if (latest == null || !latest.decision.equals(automatic)) {
                latest = new Described(automatic, describe(present, received));
                LATEST.set(latest);
            }
            return latest.tags;
        }
        return describe(present, received);
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

    private SamplingDecision askSampler(SpanData localRoot) {
        try {
            return sampler.sample(localRoot);
        } catch (Throwable failure) {
            Faults.shared().record("sampler", failure);
            return SamplingDecision.KEEP_BY_DEFAULT;
        }
    }
}
