/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.metrics.Faults;
import io.ddspring.sampling.Sampler;
import io.ddspring.sampling.SamplingDecision;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sampling decision of one trace. Decided lazily, once, by the sampler; what the application or a security product
 * wants overrides it at any time. Thread-safe.
 */
final class SegmentSampling {
    private final ReentrantLock lock = new ReentrantLock();
    private final Sampler sampler;
    private final boolean inherited;

    private volatile int priority;
    private int mechanism = SamplingMechanism.DEFAULT;
    private @Nullable SamplingDecision automatic;
    private boolean mechanismKnown;
    private @Nullable SpanData root;

    /** A trace without a decision, which {@code sampler} will take. */
    static SegmentSampling undecided(Sampler sampler) {
        return new SegmentSampling(sampler, SamplingPriority.UNSET, false);
    }

    /** A trace for which another process has decided. */
    static SegmentSampling inherited(int priority) {
        return new SegmentSampling(Sampler.KEEP_ALL, priority, true);
    }

    private SegmentSampling(Sampler sampler, int priority, boolean inherited) {
        this.sampler = sampler;
        this.priority = priority;
        this.inherited = inherited;
    }

    /** Names the span that the sampler judges; to be called before anybody asks for a decision. */
    void judge(SpanData localRoot) {
        this.root = localRoot;
    }

    int priority() {
        return priority;
    }

    /** Decides if nobody has yet. */
    int decideAndFreeze() {
        int known = priority;
        if (known != SamplingPriority.UNSET) {
            return known;
        }
        lock.lock();
        try {
            SpanData judged = root;
            if (priority == SamplingPriority.UNSET && judged != null) {
                SamplingDecision decision = askSampler(judged);
                automatic = decision;
                mechanism = decision.mechanism();
                mechanismKnown = true;
                priority = decision.priority();
            }
            return priority;
        } finally {
            lock.unlock();
        }
    }

    /** Keeps the trace whatever was decided before. */
    void keep(int byMechanism) {
        lock.lock();
        try {
            automatic = null;
            mechanism = byMechanism;
            mechanismKnown = true;
            priority = SamplingPriority.USER_KEEP;
        } finally {
            lock.unlock();
        }
    }

    /** Drops the trace unless something was decided before. */
    void drop() {
        lock.lock();
        try {
            if (priority == SamplingPriority.UNSET) {
                mechanism = SamplingMechanism.MANUAL;
                mechanismKnown = true;
                priority = SamplingPriority.USER_DROP;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The automatic decision of this process, or null when there is none or it was overridden. */
    @Nullable
    SamplingDecision automaticDecision() {
        lock.lock();
        try {
            return automatic;
        } finally {
            lock.unlock();
        }
    }

    /** The tags that other processes are to see: the received ones with this process' decision in them. */
    PropagationTags describeIn(PropagationTags received) {
        lock.lock();
        try {
            if (!SamplingPriority.isKept(priority)) {
                return priority == SamplingPriority.UNSET ? received : received.without(PropagationTags.DECISION_MAKER);
            }
            if (!mechanismKnown) {
                return received;
            }
            PropagationTags described = received.with(PropagationTags.DECISION_MAKER, "-" + mechanism);
            SamplingDecision decision = automatic;
            if (decision == null) {
                return described.without(PropagationTags.SAMPLING_RATE);
            }
            return decision.rateMetric() == null
                    ? described
                    : described.with(PropagationTags.SAMPLING_RATE, rateText(decision.rate()));
        } finally {
            lock.unlock();
        }
    }

    /** Whether another process decided and nobody here changed that. */
    boolean isInherited() {
        return inherited && !mechanismKnown;
    }

    private SamplingDecision askSampler(SpanData judged) {
        try {
            return sampler.sample(judged);
        } catch (Throwable failure) {
            Faults.shared().record("sampler", failure);
            return SamplingDecision.KEEP_BY_DEFAULT;
        }
    }

    /** At most six decimals, rounded half up, without trailing zeros. */
    private static String rateText(double rate) {
        if (rate == 1) {
            return "1";
        }
        return BigDecimal.valueOf(rate)
                .setScale(6, RoundingMode.HALF_UP)
                .stripTrailingZeros()
                .toPlainString();
    }
}
