/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Tags;

/** The rate that the Agent gives for a service in an environment. Immutable and thread-safe. */
public final class AgentRate implements RateSource {
    /** What holds as long as the Agent has given no rate. */
    static final AgentRate NOT_GIVEN = new AgentRate("", SampleRate.ALL);

    private final String key;
    private final SampleRate rate;
    // Both made ahead, so that deciding allocates nothing.
    private final SamplingDecision kept;
    private final SamplingDecision dropped;

    AgentRate(String key, SampleRate rate) {
        this.key = key;
        this.rate = rate;
        this.kept = decision(SamplingPriority.SAMPLER_KEEP);
        this.dropped = decision(SamplingPriority.SAMPLER_DROP);
    }

    private SamplingDecision decision(int priority) {
        return new SamplingDecision(priority, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, rate, Double.NaN, this);
    }

    /** {@code service:<service>,env:<environment>} in lower case; empty when the Agent has given none that fits. */
    public String key() {
        return key;
    }

    @Override
    public SampleRate rate() {
        return rate;
    }

    SamplingDecision decide(long traceIdLow) {
        return rate.keeps(traceIdLow) ? kept : dropped;
    }
}
