/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps traces at the rates that the Agent gives for each service and environment; everything until it has given any.
 * A rate that grows is followed in steps, so that an Agent that has just throttled is not flooded. Thread-safe; deciding
 * takes no lock.
 */
public final class AgentRateSampler implements Sampler {
    private static final Logger LOG = LoggerFactory.getLogger(AgentRateSampler.class);
    private static final String FALLBACK_KEY = "service:,env:";
    private static final long LEAST_NANOS_BETWEEN_INCREASES = TimeUnit.SECONDS.toNanos(1);
    private static final double MAX_INCREASE = 2;

    private final String defaultEnv;
    private final LongSupplier ticker;
    private final ReentrantLock updating = new ReentrantLock();
    private volatile Rates rates = new Rates(Map.of());

    // Only changed while updating.
    private @Nullable Long lastIncreaseNanos;
    private boolean senselessRateReported;

    /** The rates that hold at one moment, and the one that was asked for last: most traces ask for the same. */
    private static final class Rates {
        private final Map<String, AgentRate> byKey;
        private volatile @Nullable Found latest;

        private record Found(String service, String env, AgentRate rate) {}

        Rates(Map<String, AgentRate> byKey) {
            this.byKey = byKey;
        }

        AgentRate of(String service, String env) {
            if (byKey.isEmpty()) {
                return AgentRate.NOT_GIVEN;
            }
            Found known = latest;
            if (known == null || !known.service.equals(service) || !known.env.equals(env)) {
                known = new Found(service, env, find(service, env));
                latest = known;
            }
            return known.rate;
        }

        private AgentRate find(String service, String env) {
            String key = "service:" + service + ",env:" + env;
            AgentRate rate = byKey.get(key.toLowerCase(Locale.ROOT));
            return rate != null ? rate : byKey.getOrDefault(FALLBACK_KEY, AgentRate.NOT_GIVEN);
        }
    }

    /**
     * A sampler without rates.
     *
     * @param defaultEnv environment of spans that set none; may be empty
     */
    public AgentRateSampler(String defaultEnv) {
        this(defaultEnv, System::nanoTime);
    }

    /** @param ticker monotonic nanoseconds */
    AgentRateSampler(String defaultEnv, LongSupplier ticker) {
        this.defaultEnv = defaultEnv;
        this.ticker = ticker;
    }

    /**
     * Takes over what the Agent answered, rates 0..1 by {@code service:<service>,env:<environment>} in any letter case.
     * No rates mean that nothing has changed, and a rate outside the range that everything is kept. A rate at most
     * doubles, and only when the last increase was at least a second ago, unless it was 0 or not known before.
     */
    public void updateRates(Map<String, Double> rateByService) {
        if (rateByService.isEmpty()) {
            return;
        }
        updating.lock();
        try {
            long now = ticker.getAsLong();
            boolean mayIncrease = lastIncreaseNanos == null || now - lastIncreaseNanos >= LEAST_NANOS_BETWEEN_INCREASES;
            Map<String, AgentRate> present = rates.byKey;
            Map<String, AgentRate> changed = new HashMap<>();
            boolean increased = false;
            for (Map.Entry<String, Double> given : rateByService.entrySet()) {
                String key = given.getKey().toLowerCase(Locale.ROOT);
                double wanted = sensible(key, given.getValue());
                AgentRate before = present.get(key);
                double used = before == null ? wanted : step(before.rate().value(), wanted, mayIncrease);
                increased |= before != null
                        && before.rate().value() > 0
                        && used > before.rate().value();
                changed.put(key, new AgentRate(key, SampleRate.of(used)));
            }
            if (increased) {
                lastIncreaseNanos = now;
            }
            rates = new Rates(Map.copyOf(changed));
        } finally {
            updating.unlock();
        }
    }

    private static double step(double present, double wanted, boolean mayIncrease) {
        if (wanted <= present || present == 0) {
            return wanted;
        }
        return mayIncrease ? Math.min(wanted, MAX_INCREASE * present) : present;
    }

    private double sensible(String key, double rate) {
        if (rate >= 0 && rate <= 1) {
            return rate;
        }
        if (!(rate > 1) && !senselessRateReported) {
            senselessRateReported = true;
            LOG.warn("The Agent gave {} the sample rate {}, which is not from 0 to 1; keeping everything", key, rate);
        }
        return 1;
    }

    @Override
    public SamplingDecision sample(SpanData root) {
        String env = root.tag(Tags.ENV);
        return rates.of(root.serviceName(), env == null ? defaultEnv : env).decide(root.traceIdLow());
    }
}
