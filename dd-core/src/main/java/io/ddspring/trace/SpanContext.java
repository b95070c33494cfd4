/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What identifies a span to others and travels with a request. Implementations are thread-safe. The context of a local
 * span shows the present state of its trace; one that came in a header never changes.
 */
public interface SpanContext {
    /** Upper half of the 128-bit trace id; 0 when the id has 64 bits. */
    long traceIdHigh();

    /** Lower half of the trace id, unsigned; 0 only when there is no trace. */
    long traceIdLow();

    /** Unsigned span id; 0 when unknown. */
    long spanId();

    /** The decision so far, one of {@link SamplingPriority}. */
    int samplingPriority();

    /**
     * Takes the sampling decision now if there is none yet, and fixes it: from then on no automatic sampler changes it.
     * To be called before the priority leaves the process.
     *
     * @return one of {@link SamplingPriority}; {@link SamplingPriority#UNSET} only for a context that has no trace
     */
    int decideSamplingPriority();

    /** Where the trace began, for example {@code synthetics} or {@code rum}; null for an ordinary service. */
    @Nullable
    String origin();

    /** The {@code _dd.p.*} tags of the trace. */
    PropagationTags propagationTags();

    /**
     * What of the received W3C {@code tracestate} is not for us to understand: the members of other vendors, and in front
     * of them a {@code dd} member with the pairs that are not known; null when there is nothing of that kind.
     */
    @Nullable
    String foreignTracestate();

    /** Baggage items by name; empty, never null; not modifiable. */
    Map<String, String> baggage();

    /** Whether it came from another process. */
    boolean isRemote();

    /** What went wrong when the context was read from or written into a message, or null. */
    default @Nullable String propagationError() {
        return null;
    }

    /**
     * Tells that something of this context could not be written into a message. A local trace shows the first such error
     * as {@code _dd.propagation_error}, provided its local root was not sent yet; others ignore it.
     */
    default void reportPropagationError(String error) {}

    /** Trace id as 32 lower-case hexadecimal digits. */
    default String traceIdHex() {
        return TraceIds.toHex(traceIdHigh(), traceIdLow());
    }

    /** Span id as 16 lower-case hexadecimal digits. */
    default String spanIdHex() {
        return TraceIds.toHex(spanId());
    }
}
