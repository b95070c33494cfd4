/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.sampling.SpanSampler;
import io.ddspring.sampling.SpanSamplingRule;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Tags;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Sets apart the spans of a dropped trace that are kept one by one, and marks them for the Agent. Thread-safe. */
final class SingleSpanSampling {
    private final SpanSampler sampler;

    SingleSpanSampling(SpanSampler sampler) {
        this.sampler = sampler;
    }

    /**
     * The spans of a chunk, each in exactly one of two parts, in the order of the chunk.
     *
     * @param kept single spans that are to be sent whatever becomes of the trace
     * @param others spans that share the fate of the trace
     */
    record Parts(List<CoreSpan> kept, List<CoreSpan> others) {}

    /** Divides a chunk of a trace that is dropped, whose spans are not frozen yet; null when no span is kept. */
    @Nullable
    Parts divide(List<CoreSpan> chunk) {
        if (sampler.isEmpty()) {
            return null;
        }
        List<CoreSpan> kept = new ArrayList<>(chunk.size());
        List<CoreSpan> others = new ArrayList<>(chunk.size());
        for (CoreSpan span : chunk) {
            SpanSamplingRule rule = sampler.ruleKeeping(span);
            if (rule == null) {
                others.add(span);
            } else {
                mark(span, rule);
                kept.add(span);
            }
        }
        return kept.isEmpty() ? null : new Parts(kept, others);
    }

    private static void mark(CoreSpan span, SpanSamplingRule rule) {
        span.put(Tags.SPAN_SAMPLING_MECHANISM, SamplingMechanism.SINGLE_SPAN);
        span.put(Tags.SPAN_SAMPLING_RULE_RATE, rule.rate().value());
        if (rule.isLimited()) {
            span.put(Tags.SPAN_SAMPLING_MAX_PER_SECOND, rule.maxPerSecond());
        }
    }
}
