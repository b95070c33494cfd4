/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import org.jspecify.annotations.Nullable;

/**
 * What a sampler decided.
 *
 * @param priority one of {@link SamplingPriority}, not unset
 * @param mechanism one of {@link SamplingMechanism}
 * @param rateMetric metric that tells the applied rate, for example {@code _dd.agent_psr}; null when no rate was applied
 * @param rate the applied rate, 0..1
 */
public record SamplingDecision(
        int priority, int mechanism, @Nullable String rateMetric, double rate) {
    /** Kept because no rate was known. */
    public static final SamplingDecision KEEP_BY_DEFAULT =
            new SamplingDecision(SamplingPriority.SAMPLER_KEEP, SamplingMechanism.DEFAULT, null, 1);
}
