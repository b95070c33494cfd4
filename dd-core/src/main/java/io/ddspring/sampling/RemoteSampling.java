/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What remote configuration says about sampling. Immutable.
 *
 * @param rules replace those of this process; null when they are to stay
 * @param rate share of the other traces to keep, 0..1, replaces that of this process; null when it is to stay
 */
public record RemoteSampling(
        @Nullable List<SamplingRule> rules, @Nullable Double rate) {
    /** Nothing; what this process was configured with at its start holds. */
    public static final RemoteSampling NONE = new RemoteSampling(null, null);

    /** Copies the list. */
    public RemoteSampling {
        rules = rules == null ? null : List.copyOf(rules);
    }

    /**
     * What the fields of a configuration mean. A rate outside 0..1 counts as the nearest that is allowed, and a rule that
     * cannot be applied is left out.
     *
     * @param rulesJson {@code tracing_sampling_rules} as JSON; null, or the JSON value null, when absent
     * @param rate {@code tracing_sampling_rate}; null when absent
     * @throws IllegalArgumentException when the rules are not of the right form or the rate is not a number
     */
    public static RemoteSampling of(@Nullable String rulesJson, @Nullable Double rate) {
        if (rate != null && rate.isNaN()) {
            throw new IllegalArgumentException("tracing_sampling_rate is not a number");
        }
        return new RemoteSampling(
                rulesJson == null || rulesJson.strip().equals("null")
                        ? null
                        : RuleReader.remote(rulesJson).rules(),
                rate == null ? null : Math.max(0, Math.min(1, rate)));
    }
}
