/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A relation to a span of this or another trace that is not the parent. Immutable.
 *
 * @param traceFlags W3C flags; bit 0 means sampled
 * @param tracestate W3C tracestate of the linked span, or null
 * @param attributes further facts about the relation, as text
 */
public record SpanLink(
        long traceIdHigh,
        long traceIdLow,
        long spanId,
        int traceFlags,
        @Nullable String tracestate,
        Map<String, String> attributes) {

    public SpanLink {
        attributes = Map.copyOf(attributes);
    }

    /** A link to {@code target} with the given attributes. */
    public static SpanLink to(SpanContext target, Map<String, String> attributes) {
        int flags = SamplingPriority.isKept(target.samplingPriority()) ? 1 : 0;
        return new SpanLink(
                target.traceIdHigh(),
                target.traceIdLow(),
                target.spanId(),
                flags,
                target.foreignTracestate(),
                attributes);
    }
}
