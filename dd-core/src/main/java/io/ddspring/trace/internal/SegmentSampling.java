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
 * The sampling decision of one trace, and the products that want it. Decided lazily, once, by the sampler; what the
 * application or a security product wants overrides it at any time. Thread-safe; reading takes no lock.
 */
final class SegmentSampling {
    private final Sampler sampler;
    private final ReentrantLock changing = new ReentrantLock();
    // Replaced under the lock.
    private volatile State state;

    /**
     * What holds for the trace at one moment.
     *
     * @param madeHere whether this process decided, as opposed to another one or nobody
     * @param automatic what the sampler decided; null when it was not asked or was overridden
     * @param sources bit mask of the products that want the trace, without those that the sender named
     */
    private record State(
            int priority,
            boolean madeHere,
            int mechanism,
            @Nullable SamplingDecision automatic,
            int sources) {
        State decided(int newPriority, int newMechanism, @Nullable SamplingDecision newAutomatic) {
            return new State(newPriority, true, newMechanism, newAutomatic, sources);
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
        this.state = new State(priority, false, SamplingMechanism.DEFAULT, null, 0);
    }

    int priority() {
        return state.priority;
    }

    /** Decides if nobody has yet; from then on no sampler changes it. */
    int decide(SpanData localRoot) {
        int known = state.priority;
        if (known != SamplingPriority.UNSET) {
            return known;
        }
        changing.lock();
        try {
            State present = state;
            if (present.priority == SamplingPriority.UNSET) {
                SamplingDecision decision = askSampler(localRoot);
                present = state.decided(decision.priority(), decision.mechanism(), decision);
                state = present;
            }
            return present.priority;
        } finally {
            changing.unlock();
        }
    }

    /** Keeps the trace whatever was decided before. */
    void keep(int mechanism) {
        changing.lock();
        try {
            state = state.decided(SamplingPriority.USER_KEEP, mechanism, null);
        } finally {
            changing.unlock();
        }
    }

    /** Drops the trace unless something was decided before. */
    void drop() {
        changing.lock();
        try {
            if (state.priority == SamplingPriority.UNSET) {
                state = state.decided(SamplingPriority.USER_DROP, SamplingMechanism.MANUAL, null);
            }
        } finally {
            changing.unlock();
        }
    }

    /** Adds products that want the trace, bits of {@link TraceSources}. */
    void addSources(int sources) {
        changing.lock();
        try {
            State present = state;
            state = new State(
                    present.priority,
                    present.madeHere,
                    present.mechanism,
                    present.automatic,
                    present.sources | sources);
        } finally {
            changing.unlock();
        }
    }

    /** The sampler's decision, or null when it was not asked or was overridden. */
    @Nullable
    SamplingDecision automaticDecision() {
        return state.automatic;
    }

    /** The tags that other processes are to see: the received ones with this process' decision in them. */
    PropagationTags describeIn(PropagationTags received) {
        State present = state;
        PropagationTags described = describeDecision(present, received);
        return present.sources == 0
                ? described
                : described.with(
                        PropagationTags.TRACE_SOURCE,
                        TraceSources.merge(described.get(PropagationTags.TRACE_SOURCE), present.sources));
    }

    private static PropagationTags describeDecision(State present, PropagationTags received) {
        if (present.priority == SamplingPriority.UNSET) {
            return received;
        }
        if (!SamplingPriority.isKept(present.priority)) {
            return received.without(PropagationTags.DECISION_MAKER);
        }
        if (!present.madeHere) {
            return received;
        }
        PropagationTags described = received.with(PropagationTags.DECISION_MAKER, "-" + present.mechanism);
        SamplingDecision decision = present.automatic;
        if (decision == null) {
            return described.without(PropagationTags.SAMPLING_RATE);
        }
        return decision.rateMetric() == null
                ? described
                : described.with(PropagationTags.SAMPLING_RATE, rateText(decision.rate()));
    }

    private SamplingDecision askSampler(SpanData localRoot) {
        try {
            return sampler.sample(localRoot);
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
