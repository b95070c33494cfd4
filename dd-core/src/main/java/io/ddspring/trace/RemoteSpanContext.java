/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A span context as another process sent it. Immutable. A context whose {@code traceIdLow} is 0 carries no trace, but its
 * origin, baggage, links and error still belong to the span that continues it.
 *
 * @param samplingPriority {@link SamplingPriority#UNSET} when the sender had not decided
 * @param foreignTracestate what of the W3C tracestate is not for us to understand
 * @param lastDatadogParentId value for {@code _dd.parent_id} of the local root
 * @param baggage is kept as {@link Baggage}
 * @param links links the local root must get, for example to a conflicting context in the same request
 * @param propagationError value for {@code _dd.propagation_error} of the local root
 * @param headerStyle configured name of the kind of headers it was read from; null when it was not read from headers
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
        @Nullable String propagationError,
        @Nullable String headerStyle)
        implements SpanContext {

    public RemoteSpanContext {
        baggage = Baggage.copyOf(baggage);
        links = List.copyOf(links);
    }

    /** A context with ids and priority and nothing else. */
    public static RemoteSpanContext of(long traceIdHigh, long traceIdLow, long spanId, int samplingPriority) {
        return builder(traceIdHigh, traceIdLow, spanId)
                .samplingPriority(samplingPriority)
                .build();
    }

    /** Begins the description of a context of the given trace and span. */
    public static Builder builder(long traceIdHigh, long traceIdLow, long spanId) {
        return new Builder(traceIdHigh, traceIdLow, spanId);
    }

    /** Begins the description of a context that carries no trace. */
    public static Builder withoutTrace() {
        return new Builder(0, 0, 0);
    }

    /** Begins the description of a context that differs from this one. */
    public Builder toBuilder() {
        return new Builder(traceIdHigh, traceIdLow, spanId)
                .samplingPriority(samplingPriority)
                .origin(origin)
                .propagationTags(propagationTags)
                .foreignTracestate(foreignTracestate)
                .lastDatadogParentId(lastDatadogParentId)
                .baggage(baggage)
                .links(links)
                .propagationError(propagationError)
                .headerStyle(headerStyle);
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

    /** Describes a context; what is not said is absent. Not thread-safe. The methods return this builder. */
    public static final class Builder {
        private final long traceIdHigh;
        private final long traceIdLow;
        private long spanId;
        private int samplingPriority = SamplingPriority.UNSET;
        private @Nullable String origin;
        private PropagationTags propagationTags = PropagationTags.EMPTY;
        private @Nullable String foreignTracestate;
        private @Nullable String lastDatadogParentId;
        private Map<String, String> baggage = Baggage.EMPTY;
        private List<SpanLink> links = List.of();
        private @Nullable String propagationError;
        private @Nullable String headerStyle;

        private Builder(long traceIdHigh, long traceIdLow, long spanId) {
            this.traceIdHigh = traceIdHigh;
            this.traceIdLow = traceIdLow;
            this.spanId = spanId;
        }

        /** Sets {@link RemoteSpanContext#spanId()}. */
        public Builder spanId(long id) {
            this.spanId = id;
            return this;
        }

        /** Sets {@link RemoteSpanContext#samplingPriority()}. */
        public Builder samplingPriority(int priority) {
            this.samplingPriority = priority;
            return this;
        }

        /** Sets {@link RemoteSpanContext#origin()}. */
        public Builder origin(@Nullable String name) {
            this.origin = name;
            return this;
        }

        /** Sets {@link RemoteSpanContext#propagationTags()}. */
        public Builder propagationTags(PropagationTags tags) {
            this.propagationTags = tags;
            return this;
        }

        /** Sets {@link RemoteSpanContext#foreignTracestate()}. */
        public Builder foreignTracestate(@Nullable String members) {
            this.foreignTracestate = members;
            return this;
        }

        /** Sets {@link RemoteSpanContext#lastDatadogParentId()}. */
        public Builder lastDatadogParentId(@Nullable String id) {
            this.lastDatadogParentId = id;
            return this;
        }

        /** Sets {@link RemoteSpanContext#baggage()}. */
        public Builder baggage(Map<String, String> items) {
            this.baggage = items;
            return this;
        }

        /** Sets {@link RemoteSpanContext#links()}. */
        public Builder links(List<SpanLink> spanLinks) {
            this.links = spanLinks;
            return this;
        }

        /** Sets {@link RemoteSpanContext#propagationError()}. */
        public Builder propagationError(@Nullable String error) {
            this.propagationError = error;
            return this;
        }

        /** Sets {@link RemoteSpanContext#headerStyle()}. */
        public Builder headerStyle(@Nullable String styleName) {
            this.headerStyle = styleName;
            return this;
        }

        /** The context. */
        public RemoteSpanContext build() {
            return new RemoteSpanContext(
                    traceIdHigh,
                    traceIdLow,
                    spanId,
                    samplingPriority,
                    origin,
                    propagationTags,
                    foreignTracestate,
                    lastDatadogParentId,
                    baggage,
                    links,
                    propagationError,
                    headerStyle);
        }
    }
}
