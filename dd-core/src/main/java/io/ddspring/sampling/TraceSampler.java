/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import io.ddspring.config.ServiceKeys;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.sampling.SamplingRule.Provenance;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.LongSupplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about traces that begin here: by the first rule that fits, then by the sample rate for all traces, both within
 * the rate limit, and when neither is set at the Agent's rates. Thread-safe; deciding takes no lock.
 */
public final class TraceSampler implements Sampler {
    private static final Logger LOG = LoggerFactory.getLogger(TraceSampler.class);

    private final RateLimiter limiter;
    private final AgentRateSampler agentRates;
    private volatile Policy policy;

    /**
     * What decides.
     *
     * @param rules the first that fits decides; when none does, {@code agentRates}
     * @param commonTags tags of spans that do not set them themselves
     */
    private record Policy(
            List<SamplingRule> rules, Map<String, String> commonTags, RateLimiter limiter, AgentRateSampler agentRates)
            implements Sampler {
        static Policy from(Configuration configuration, RateLimiter limiter, AgentRateSampler agentRates) {
            List<SamplingRule> rules = new ArrayList<>(rules(configuration));
            ConfigValue<Double> rate = configuration.value(TracerKeys.SAMPLE_RATE);
            if (configuration.isSet(TracerKeys.SAMPLE_RATE)) {
                rules.add(
                        rate.origin() == ConfigOrigin.REMOTE_CONFIG
                                ? SamplingRule.everything(
                                        rate.value(), Provenance.REMOTE, "tracing_sampling_rate=" + rate.value())
                                : SamplingRule.everything(
                                        rate.value(), Provenance.LOCAL, TracerKeys.SAMPLE_RATE + "=" + rate.value()));
            }
            TracerSettings settings = TracerSettings.from(configuration);
            Map<String, String> tags = new HashMap<>(settings.globalTags());
            tags.put(Tags.ENV, settings.env());
            tags.put(Tags.VERSION, settings.version());
            tags.values().removeIf(String::isEmpty);
            return new Policy(List.copyOf(rules), Map.copyOf(tags), limiter, agentRates);
        }

        @Override
        public SamplingDecision sample(SpanData root) {
            for (int i = 0; i < rules.size(); i++) {
                SamplingRule rule = rules.get(i);
                if (rule.matches(root, commonTags)) {
                    return rule.decide(root.traceIdLow(), limiter);
                }
            }
            return agentRates.sample(root);
        }

        private static List<SamplingRule> rules(Configuration configuration) {
            RuleList<SamplingRule> rules = configuration.get(SamplingKeys.RULES);
            for (String skipped : rules.skipped()) {
                LOG.warn("{} has a rule that is left out: {}", SamplingKeys.RULES, skipped);
            }
            return rules.rules();
        }
    }

    /** @param ticker monotonic nanoseconds */
    private TraceSampler(Configuration configuration, LongSupplier ticker) {
        this.limiter = new RateLimiter(configuration.get(TracerKeys.RATE_LIMIT), ticker);
        this.agentRates = new AgentRateSampler(configuration.get(ServiceKeys.ENV), ticker);
        this.policy = Policy.from(configuration, limiter, agentRates);
    }

    /**
     * The sampler that {@code configuration} asks for: one of this class, or, when traces are not wanted for performance
     * monitoring, one that keeps next to nothing.
     */
    public static Sampler from(Configuration configuration) {
        return from(configuration, System::nanoTime);
    }

    /**
     * As {@link #from(Configuration)}, with a clock for tests.
     *
     * @param ticker monotonic nanoseconds
     */
    public static Sampler from(Configuration configuration, LongSupplier ticker) {
        return configuration.get(TracerKeys.APM_ENABLED)
                ? new TraceSampler(configuration, ticker)
                : new StandaloneSampler(ticker);
    }

    /** The settings that {@link #use} takes over. */
    public static Set<ConfigKey<?>> changeableKeys() {
        return Set.of(TracerKeys.SAMPLE_RATE, SamplingKeys.RULES, ServiceKeys.TAGS);
    }

    /** Decides about traces that begin from now on by other rules and another rate; the rate limit stays as it was. */
    public void use(Configuration configuration) {
        policy = Policy.from(configuration, limiter, agentRates);
    }

    /** Takes over the Agent's rates, see {@link AgentRateSampler#updateRates}. */
    public void updateAgentRates(Map<String, Double> rateByService) {
        agentRates.updateRates(rateByService);
    }

    @Override
    public Sampler current() {
        return policy;
    }

    @Override
    public SamplingDecision sample(SpanData root) {
        return policy.sample(root);
    }
}
