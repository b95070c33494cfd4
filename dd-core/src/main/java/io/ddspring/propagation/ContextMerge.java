/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.Baggage;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.TraceIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes one context of those that the styles found in one request. The first one with a trace is continued; the others
 * complete it. Not thread-safe.
 */
final class ContextMerge {
    private static final String TERMINATED = "terminated_context";
    private static final String RESTARTED = "propagation_behavior_extract";

    private @Nullable RemoteSpanContext primary;
    private PropagationStyle primaryStyle = PropagationStyle.BAGGAGE;
    private Baggage baggage = Baggage.EMPTY;

    /** Whether a trace was found. */
    boolean hasTrace() {
        return primary != null && primary.hasTrace();
    }

    /** What is to be continued as far as it is known; null when nothing was found. */
    @Nullable
    RemoteSpanContext found() {
        return primary;
    }

    /** Takes what {@code style} found next. */
    void add(PropagationStyle style, RemoteSpanContext found) {
        Baggage items = Baggage.copyOf(found.baggage());
        if (style == PropagationStyle.BAGGAGE) {
            // The header of its own says more than what other styles carry along.
            baggage = items.withAbsent(baggage);
            return;
        }
        baggage = baggage.withAbsent(items);
        RemoteSpanContext first = primary;
        if (first == null || (!first.hasTrace() && found.hasTrace())) {
            primary = found;
            primaryStyle = style;
        } else if (found.hasTrace()) {
            primary = completed(first, found, style);
        }
    }

    /** The trace to continue with everything that came with it; null when nothing was found. */
    @Nullable
    RemoteSpanContext continued() {
        if (primary != null) {
            return baggage.isEmpty()
                    ? primary
                    : primary.toBuilder().baggage(baggage).build();
        }
        return baggage.isEmpty()
                ? null
                : RemoteSpanContext.withoutTrace().baggage(baggage).build();
    }

    /** What a new trace takes over that begins instead of continuing the one that came in; null when it is nothing. */
    @Nullable
    RemoteSpanContext restarted() {
        RemoteSpanContext received = primary;
        List<SpanLink> links = List.of();
        if (received != null && received.hasTrace()) {
            boolean hasW3c = primaryStyle == PropagationStyle.TRACECONTEXT || received.foreignTracestate() != null;
            links = List.of(link(received, RESTARTED, primaryStyle, hasW3c));
        }
        return links.isEmpty() && baggage.isEmpty()
                ? null
                : RemoteSpanContext.withoutTrace().baggage(baggage).links(links).build();
    }

    /**
     * A different trace becomes a link; W3C headers of the same trace add the state of other vendors and the nearer
     * parent; everything else is known already.
     */
    private RemoteSpanContext completed(RemoteSpanContext first, RemoteSpanContext later, PropagationStyle style) {
        boolean isW3c = style == PropagationStyle.TRACECONTEXT;
        if (!isSameTrace(first, later.traceIdHigh(), later.traceIdLow())) {
            List<SpanLink> links = new ArrayList<>(first.links());
            links.add(link(later, TERMINATED, style, isW3c));
            return first.toBuilder().links(links).build();
        }
        if (!isW3c || (later.spanId() == first.spanId() && later.foreignTracestate() == null)) {
            return first;
        }
        RemoteSpanContext.Builder united = first.toBuilder().foreignTracestate(later.foreignTracestate());
        if (later.spanId() != first.spanId()) {
            united.spanId(later.spanId()).lastDatadogParentId(lastDatadogParent(first, later));
        }
        return united.build();
    }

    private @Nullable String lastDatadogParent(RemoteSpanContext first, RemoteSpanContext w3c) {
        if (w3c.lastDatadogParentId() != null) {
            return w3c.lastDatadogParentId();
        }
        return primaryStyle == PropagationStyle.DATADOG && first.spanId() != 0 ? TraceIds.toHex(first.spanId()) : null;
    }

    private static SpanLink link(RemoteSpanContext target, String reason, PropagationStyle style, boolean tracestate) {
        return new SpanLink(
                target.traceIdHigh(),
                target.traceIdLow(),
                target.spanId(),
                SamplingPriority.isKept(target.samplingPriority()) ? 1 : 0,
                tracestate ? W3cPropagator.tracestate(target) : null,
                Map.of("reason", reason, "context_headers", style.styleName()));
    }

    /** Ids of different width are compared by their lower halves. */
    static boolean isSameTrace(RemoteSpanContext one, long otherHigh, long otherLow) {
        return one.traceIdLow() == otherLow
                && (one.traceIdHigh() == 0 || otherHigh == 0 || one.traceIdHigh() == otherHigh);
    }
}
