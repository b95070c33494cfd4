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
 * @param rate the applied rate
 * @param limiterRate share of the traces that the rate limiter has let pass lately, 0..1; NaN when it was not asked
 * @param source what the rate comes from; null when unknown
 */
public record SamplingDecision(
        int priority,
        int mechanism,
        @Nullable String rateMetric,
        SampleRate rate,
        double limiterRate,
        @Nullable RateSource source) {
    /** Kept because no rate was known. */
    public static final SamplingDecision KEEP_BY_DEFAULT =
            new SamplingDecision(SamplingPriority.SAMPLER_KEEP, SamplingMechanism.DEFAULT, null, 1);

    /**
     * A decision that no rate limiter was asked for.
     *
     * @throws IllegalArgumentException when the rate is not from 0 to 1
     */
    public SamplingDecision(int priority, int mechanism, @Nullable String rateMetric, double rate) {
        this(priority, mechanism, rateMetric, SampleRate.of(rate), Double.NaN, null);
    }

    /** Whether the rate limiter was asked. */
    public boolean isLimited() {
        return !Double.isNaN(limiterRate);
    }
}
