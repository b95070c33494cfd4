/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.sampling.SpanSampler;
import io.ddspring.sampling.SpanSamplingRule;
import io.ddspring.trace.SamplingMechanism;
import io.ddspring.trace.Tags;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Sets apart the spans of a dropped trace that are kept one by one, and marks them for the Agent. Thread-safe. */
final class SingleSpanSampling {
    private final SpanSampler sampler;

    SingleSpanSampling(SpanSampler sampler) {
        this.sampler = sampler;
    }

    /** The spans of a chunk, each in exactly one of two parts, in the order of the chunk. */
    static final class Parts {
        private final CoreSpan[] kept;
        private final CoreSpan[] others;

        private Parts(CoreSpan[] kept, CoreSpan[] others) {
            this.kept = kept;
            this.others = others;
        }

        /** Single spans that are to be sent whatever becomes of the trace. */
        CoreSpan[] kept() {
            return kept;
        }

        /** Spans that share the fate of the trace. */
        CoreSpan[] others() {
            return others;
        }
    }

    /** Divides a chunk of a trace that is dropped, whose spans are not frozen yet; null when no span is kept. */
    @Nullable
    Parts divide(CoreSpan[] chunk) {
        if (sampler.isEmpty()) {
            return null;
        }
        CoreSpan[] kept = new CoreSpan[chunk.length];
        CoreSpan[] others = new CoreSpan[chunk.length];
        int count = 0;
        for (int i = 0; i < chunk.length; i++) {
            SpanSamplingRule rule = sampler.ruleKeeping(chunk[i]);
            if (rule == null) {
                others[i - count] = chunk[i];
            } else {
                mark(chunk[i], rule);
                kept[count++] = chunk[i];
            }
        }
        return count == 0 ? null : new Parts(Arrays.copyOf(kept, count), Arrays.copyOf(others, chunk.length - count));
    }

    private static void mark(CoreSpan span, SpanSamplingRule rule) {
        span.put(Tags.SPAN_SAMPLING_MECHANISM, SamplingMechanism.SINGLE_SPAN);
        span.put(Tags.SPAN_SAMPLING_RULE_RATE, rule.rate().value());
        if (rule.isLimited()) {
            span.put(Tags.SPAN_SAMPLING_MAX_PER_SECOND, rule.maxPerSecond());
        }
    }
}
