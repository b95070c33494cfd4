/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/**
 * Keeps traces at the rates that the Agent gives for each service and environment; everything until it has given any.
 * Thread-safe.
 */
public final class AgentRateSampler implements Sampler {
    private static final String FALLBACK_KEY = "service:,env:";
    private static final double TWO_TO_63 = 0x1p63;

    private final String defaultEnv;
    private volatile Map<String, Double> rates = Map.of();

    /**
     * A sampler without rates.
     *
     * @param defaultEnv environment of spans that set none; may be empty
     */
    public AgentRateSampler(String defaultEnv) {
        this.defaultEnv = defaultEnv;
    }

    /**
     * Takes over what the Agent answered, rates 0..1 by {@code service:<service>,env:<environment>} in any letter case.
     * No rates mean that nothing has changed, and a rate outside the range that everything is kept.
     */
    public void updateRates(Map<String, Double> rateByService) {
        if (rateByService.isEmpty()) {
            return;
        }
        Map<String, Double> changed = new HashMap<>();
        rateByService.forEach(
                (key, rate) -> changed.put(key.toLowerCase(Locale.ROOT), rate >= 0 && rate <= 1 ? rate : 1.0));
        rates = Map.copyOf(changed);
    }

    @Override
    public SamplingDecision sample(SpanData root) {
        double rate = rateOf(root);
        int priority =
                isSampled(root.traceIdLow(), rate) ? SamplingPriority.SAMPLER_KEEP : SamplingPriority.SAMPLER_DROP;
        return new SamplingDecision(priority, SamplingMechanism.AGENT_RATE, Tags.AGENT_PSR, rate);
    }

    private double rateOf(SpanData root) {
        Map<String, Double> present = rates;
        if (present.isEmpty()) {
            return 1;
        }
        String env = root.tag(Tags.ENV);
        String key = "service:" + root.serviceName() + ",env:" + (env == null ? defaultEnv : env);
        Double rate = present.get(key.toLowerCase(Locale.ROOT));
        if (rate == null) {
            rate = present.get(FALLBACK_KEY);
        }
        return rate == null ? 1 : rate;
    }

    /** Whether the trace belongs to the share {@code rate}; every tracer decides the same for the same id. */
    static boolean isSampled(long traceIdLow, double rate) {
        if (rate >= 1) {
            return true;
        }
        if (!(rate > 0)) {
            return false;
        }
        double threshold = rate * (2 * TWO_TO_63);
        long unsignedThreshold =
                threshold < TWO_TO_63 ? (long) threshold : (long) (threshold - TWO_TO_63) ^ Long.MIN_VALUE;
        return Long.compareUnsigned(traceIdLow * 1111111111111111111L, unsignedThreshold) <= 0;
    }
}
