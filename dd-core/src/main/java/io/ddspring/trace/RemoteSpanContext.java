/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span context as another process sent it. Immutable. A context whose {@code traceIdLow} is 0 carries no trace, but its
 * origin, baggage and error still belong to the span that continues it.
 *
 * @param samplingPriority {@link SamplingPriority#UNSET} when the sender had not decided
 * @param foreignTracestate other vendors' members of the W3C tracestate
 * @param lastDatadogParentId value for {@code _dd.parent_id} of the local root
 * @param links links the local root must get, for example to a conflicting context in the same request
 * @param propagationError value for {@code _dd.propagation_error} of the local root
 */
public record RemoteSpanContext(
        long traceIdHigh,
        long traceIdLow,
        long spanId,
        int samplingPriority,
        @Nullable String origin,
        PropagationTags propagationTags,
        @Nullable String foreignTracestate,
        @Nullable String lastDatadogParentId,
        Map<String, String> baggage,
        List<SpanLink> links,
        @Nullable String propagationError)
        implements SpanContext {

    public RemoteSpanContext {
        baggage = Map.copyOf(baggage);
        links = List.copyOf(links);
    }

    /** A context with ids and priority and nothing else. */
    public static RemoteSpanContext of(long traceIdHigh, long traceIdLow, long spanId, int samplingPriority) {
        return new RemoteSpanContext(
                traceIdHigh,
                traceIdLow,
                spanId,
                samplingPriority,
                null,
                PropagationTags.EMPTY,
                null,
                null,
                Map.of(),
                List.of(),
                null);
    }

    /** Whether there is a trace to continue. */
    public boolean hasTrace() {
        return traceIdLow != 0;
    }

    @Override
    public int decideSamplingPriority() {
        return samplingPriority;
    }

    @Override
    public boolean isRemote() {
        return true;
    }
}
