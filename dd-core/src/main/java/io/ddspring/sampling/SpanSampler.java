/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.config.Configuration;
import io.ddspring.trace.SpanData;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** Finds the single spans of dropped traces that are kept all the same. Thread-safe without locks. */
public final class SpanSampler {
    /** Keeps none. */
    public static final SpanSampler NONE = new SpanSampler(List.of(), System::nanoTime);

    private final Limited[] rules;

    private record Limited(SpanSamplingRule rule, RateLimiter limiter) {}

    /** @param ticker monotonic nanoseconds */
    SpanSampler(List<SpanSamplingRule> rules, LongSupplier ticker) {
        this.rules = rules.stream()
                .map(rule -> new Limited(rule, rule.newLimiter(ticker)))
                .toArray(Limited[]::new);
    }

    /** One that applies the rules of {@code configuration}. */
    public static SpanSampler from(Configuration configuration) {
        return from(configuration, System::nanoTime);
    }

    /**
     * As {@link #from(Configuration)}, with a clock for tests.
     *
     * @param ticker monotonic nanoseconds
     */
    public static SpanSampler from(Configuration configuration, LongSupplier ticker) {
        List<SpanSamplingRule> rules = SpanRuleSettings.rules(configuration);
        return rules.isEmpty() ? NONE : new SpanSampler(rules, ticker);
    }

    /** Whether there are no rules, so that no span is kept. */
    public boolean isEmpty() {
        return rules.length == 0;
    }

    /** The rule that keeps {@code span}; null when none does. The first rule for a span decides, even if it drops. */
    public @Nullable SpanSamplingRule ruleKeeping(SpanData span) {
        for (Limited limited : rules) {
            SpanSamplingRule rule = limited.rule;
            if (rule.matches(span)) {
                boolean kept = rule.rate().keeps(span.spanId())
                        && (!rule.isLimited() || limited.limiter.ask().allowed());
                return kept ? rule : null;
            }
        }
        return null;
    }
}
