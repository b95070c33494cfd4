/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.config.Configuration;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.TracerSettings;
import io.ddspring.sampling.SamplingRule.Provenance;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides about traces that begin here: by the first rule that fits, then by the sample rate for all traces, both within
 * the rate limit, and when neither is set at the Agent's rates. Thread-safe; deciding takes no lock.
 */
public final class TraceSampler implements Sampler {
    private static final Logger LOG = LoggerFactory.getLogger(TraceSampler.class);

    private final Settings local;
    private final RateLimiter limiter;
    private final AgentRateSampler agentRates;
    // Replaced as a whole.
    private volatile SamplingRule[] rules;

    /**
     * What this process was configured with.
     *
     * @param rate share of the traces to keep that no rule is for; null when the Agent decides about them
     * @param perSecond traces that rules and rate keep per second at most; 0 counts as 1, negative means no limit
     * @param env environment of spans that set none; may be empty
     * @param commonTags tags of spans that do not set them themselves
     */
    record Settings(
            List<SamplingRule> rules,
            @Nullable Double rate,
            int perSecond,
            String env,
            Map<String, String> commonTags) {

        static Settings from(Configuration configuration) {
            RuleList<SamplingRule> rules = configuration.get(SamplingKeys.RULES);
            for (String skipped : rules.skipped()) {
                LOG.warn("{} has a rule that is left out: {}", SamplingKeys.RULES, skipped);
            }
            TracerSettings settings = TracerSettings.from(configuration);
            Map<String, String> tags = new HashMap<>(settings.globalTags());
            tags.put(Tags.ENV, settings.env());
            tags.put(Tags.VERSION, settings.version());
            tags.values().removeIf(String::isEmpty);
            return new Settings(
                    rules.rules(),
                    configuration.isSet(TracerKeys.SAMPLE_RATE) ? configuration.get(TracerKeys.SAMPLE_RATE) : null,
                    configuration.get(TracerKeys.RATE_LIMIT),
                    settings.env(),
                    Map.copyOf(tags));
        }
    }

    /** @param ticker monotonic nanoseconds */
    TraceSampler(Settings local, LongSupplier ticker) {
        this.local = local;
        this.limiter = new RateLimiter(local.perSecond, ticker);
        this.agentRates = new AgentRateSampler(local.env, ticker);
        this.rules = effectiveRules(RemoteSampling.NONE);
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
                ? new TraceSampler(Settings.from(configuration), ticker)
                : new StandaloneSampler(ticker);
    }

    /** Takes over what remote configuration says now, in place of what it has said before. */
    public void useRemote(RemoteSampling remote) {
        rules = effectiveRules(remote);
    }

    /** Takes over the Agent's rates, see {@link AgentRateSampler#updateRates}. */
    public void updateAgentRates(Map<String, Double> rateByService) {
        agentRates.updateRates(rateByService);
    }

    @Override
    public SamplingDecision sample(SpanData root) {
        for (SamplingRule rule : rules) {
            if (rule.matches(root, local.commonTags)) {
                return rule.decide(root.traceIdLow(), limiter);
            }
        }
        return agentRates.sample(root);
    }

    private SamplingRule[] effectiveRules(RemoteSampling remote) {
        List<SamplingRule> effective = new ArrayList<>(remote.rules() == null ? local.rules : remote.rules());
        if (remote.rate() != null) {
            effective.add(SamplingRule.everything(
                    remote.rate(), Provenance.REMOTE, "tracing_sampling_rate=" + remote.rate()));
        } else if (local.rate != null) {
            effective.add(
                    SamplingRule.everything(local.rate, Provenance.LOCAL, TracerKeys.SAMPLE_RATE + "=" + local.rate));
        }
        return effective.toArray(SamplingRule[]::new);
    }
}
