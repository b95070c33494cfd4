/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanLink;
import io.ddspring.trace.TraceIds;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Several styles at once: writes all of them, and reads them in order. The first style that yields a trace wins; a later
 * W3C context of the same trace adds the state of other vendors and the nearer parent, a different trace becomes a link.
 * A style that fails to read is recorded and leaves the others alone. Thread-safe.
 */
public final class CompositePropagator implements Propagator {
    private final List<Style> styles;
    private final List<String> fields;

    /**
     * A propagator of the given styles.
     *
     * @param styles in the order in which they are tried when reading
     */
    public CompositePropagator(List<Style> styles) {
        this.styles = List.copyOf(styles);
        this.fields = styles.stream()
                .flatMap(style -> style.propagator().fields().stream())
                .toList();
    }

    /** A propagator and the name it has in the configuration and in links. */
    public record Style(String name, Propagator propagator) {}

    /** Datadog headers first, then W3C Trace Context: the default. */
    public static CompositePropagator datadogAndW3c(int maxTagsLength) {
        return new CompositePropagator(List.of(
                new Style("datadog", new DatadogPropagator(maxTagsLength)),
                new Style("tracecontext", new W3cPropagator())));
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        for (Style style : styles) {
            style.propagator().inject(context, carrier, setter);
        }
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        RemoteSpanContext primary = null;
        for (Style style : styles) {
            RemoteSpanContext found = extractQuietly(style, carrier, getter);
            if (found == null) {
                continue;
            }
            if (primary == null || (!primary.hasTrace() && found.hasTrace())) {
                primary = found;
            } else if (found.hasTrace()) {
                primary = merge(primary, found, style);
            }
        }
        return primary;
    }

    private static <C> @Nullable RemoteSpanContext extractQuietly(Style style, C carrier, HeaderGetter<C> getter) {
        try {
            return style.propagator().extract(carrier, getter);
        } catch (Throwable failure) {
            Faults.shared().record("propagation.extract." + style.name(), failure);
            return null;
        }
    }

    private static RemoteSpanContext merge(RemoteSpanContext primary, RemoteSpanContext later, Style style) {
        if (!isSameTrace(primary, later)) {
            List<SpanLink> links = new ArrayList<>(primary.links());
            links.add(SpanLink.to(later, Map.of("reason", "terminated_context", "context_headers", style.name())));
            return copy(primary, primary.spanId(), primary.foreignTracestate(), primary.lastDatadogParentId(), links);
        }
        if (!(style.propagator() instanceof W3cPropagator)) {
            return primary;
        }
        if (later.spanId() == primary.spanId()) {
            return copy(
                    primary,
                    primary.spanId(),
                    later.foreignTracestate(),
                    primary.lastDatadogParentId(),
                    primary.links());
        }
        String lastParent = later.lastDatadogParentId();
        if (lastParent == null && primary.spanId() != 0) {
            lastParent = TraceIds.toHex(primary.spanId());
        }
        return copy(primary, later.spanId(), later.foreignTracestate(), lastParent, primary.links());
    }

    /** Ids of different width are compared by their lower halves. */
    private static boolean isSameTrace(RemoteSpanContext one, RemoteSpanContext other) {
        return one.traceIdLow() == other.traceIdLow()
                && (one.traceIdHigh() == 0 || other.traceIdHigh() == 0 || one.traceIdHigh() == other.traceIdHigh());
    }

    private static RemoteSpanContext copy(
            RemoteSpanContext context,
            long spanId,
            @Nullable String foreignTracestate,
            @Nullable String lastDatadogParentId,
            List<SpanLink> links) {
        return new RemoteSpanContext(
                context.traceIdHigh(),
                context.traceIdLow(),
                spanId,
                context.samplingPriority(),
                context.origin(),
                context.propagationTags(),
                foreignTracestate,
                lastDatadogParentId,
                context.baggage(),
                links,
                context.propagationError());
    }
}
