/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import org.jspecify.annotations.Nullable;

/**
 * What holds for a trace at one moment. Immutable; refers to no span.
 *
 * @param priority one of {@link SamplingPriority}
 * @param madeHere whether this process decided, as opposed to another one or nobody
 * @param mechanism one of {@link SamplingMechanism}; means something only when the decision was made here
 * @param automatic what the sampler decided; null when it was not asked
 * @param sources bit mask of the products that want the trace, without those that the sender named
 */
public record TraceDecision(
        int priority,
        boolean madeHere,
        int mechanism,
        @Nullable SamplingDecision automatic,
        int sources) {
    private static final TraceDecision UNDECIDED = decidedElsewhere(SamplingPriority.UNSET);

    /** A trace about which nobody has decided yet, or another process. */
    public static TraceDecision received(int priority) {
        return priority == SamplingPriority.UNSET ? UNDECIDED : decidedElsewhere(priority);
    }

    private static TraceDecision decidedElsewhere(int priority) {
        return new TraceDecision(priority, false, SamplingMechanism.DEFAULT, null, 0);
    }

    /** The same after the sampler has decided. */
    public TraceDecision sampled(SamplingDecision decision) {
        return new TraceDecision(decision.priority(), true, decision.mechanism(), decision, sources);
    }

    /** The same after the application or a product has decided. */
    public TraceDecision overridden(int newPriority, int newMechanism) {
        return new TraceDecision(newPriority, true, newMechanism, automatic, sources);
    }

    /** The same with further products that want the trace. */
    public TraceDecision wantedBy(int moreSources) {
        return new TraceDecision(priority, madeHere, mechanism, automatic, sources | moreSources);
    }

    /** Whether somebody has decided. */
    public boolean isMade() {
        return priority != SamplingPriority.UNSET;
    }

    /** The sampler's decision if it is the one that holds, or null. */
    public @Nullable SamplingDecision automaticInForce() {
        SamplingDecision decision = automatic;
        return decision != null && decision.priority() == priority && decision.mechanism() == mechanism
                ? decision
                : null;
    }
}
