/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.PropagationCounters;
import io.ddspring.propagation.PropagationSettings.IncomingTrace;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The configured styles together: writes all of them, and reads them in order. The first style that yields a trace wins,
 * the others complete it (see {@link ContextMerge}); baggage is read beside them. A style that fails to read is recorded
 * and leaves the others alone. Thread-safe.
 */
public final class CompositePropagator implements Propagator {
    private final PropagationSettings settings;
    private final Style[] extracted;
    private final Style[] injected;
    private final List<String> fields;

    /** A style with its propagator and counters. */
    private record Style(PropagationStyle style, Propagator propagator, PropagationCounters.Style counters) {}

    CompositePropagator(PropagationSettings settings, PropagationCounters counters) {
        this.settings = settings;
        this.extracted = styles(settings, settings.styles().extract(), counters);
        this.injected = styles(settings, settings.styles().inject(), counters);
        this.fields = Arrays.stream(injected)
                .flatMap(style -> style.propagator().fields().stream())
                .toList();
    }

    /**
     * A propagator of the styles that {@code configuration} names.
     *
     * @param counters where it counts
     */
    public static CompositePropagator from(Configuration configuration, PropagationCounters counters) {
        return new CompositePropagator(PropagationSettings.from(configuration), counters);
    }

    private static Style[] styles(
            PropagationSettings settings, List<PropagationStyle> styles, PropagationCounters counters) {
        return styles.stream()
                .map(style ->
                        new Style(style, propagator(style, settings, counters), counters.style(style.styleName())))
                .toArray(Style[]::new);
    }

    private static Propagator propagator(
            PropagationStyle style, PropagationSettings settings, PropagationCounters counters) {
        PropagationCounters.Style own = counters.style(style.styleName());
        return switch (style) {
            case DATADOG ->
                new DatadogPropagator(
                        settings.maxTagsLength(),
                        settings.httpBaggage() ? new OtBaggageHeaders(settings.baggageLimits()) : null,
                        own);
            case TRACECONTEXT -> new W3cPropagator(own);
            case B3 -> new B3SinglePropagator(settings.b3Padding(), own);
            case B3MULTI -> new B3MultiPropagator(settings.b3Padding(), own);
            case BAGGAGE -> new BaggagePropagator(settings.baggageLimits(), counters);
        };
    }

    @Override
    public List<String> fields() {
        return fields;
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        boolean traceIsWanted = settings.apmEnabled() || isWantedByProducts(context);
        for (Style style : injected) {
            if (traceIsWanted || style.style() == PropagationStyle.BAGGAGE) {
                style.propagator().inject(context, carrier, setter);
            }
        }
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        if (settings.incoming() == IncomingTrace.IGNORE) {
            return null;
        }
        ContextMerge merge = new ContextMerge();
        for (Style style : extracted) {
            if (settings.extractFirst() && merge.hasTrace() && style.style() != PropagationStyle.BAGGAGE) {
                continue;
            }
            RemoteSpanContext found = extractQuietly(style, carrier, getter, merge.found());
            if (found != null) {
                merge.add(style.style(), found);
            }
        }
        return settings.incoming() == IncomingTrace.RESTART ? merge.restarted() : merge.continued();
    }

    private <C> @Nullable RemoteSpanContext extractQuietly(
            Style style, C carrier, HeaderGetter<C> getter, @Nullable RemoteSpanContext known) {
        try {
            RemoteSpanContext found = style.propagator() instanceof W3cPropagator w3c
                    ? w3c.extract(carrier, getter, known)
                    : style.propagator().extract(carrier, getter);
            if (found == null) {
                return null;
            }
            style.counters().extracted.increment();
            return settings.apmEnabled() || !found.hasTrace() ? found : withDecisionOfProducts(found);
        } catch (Throwable failure) {
            Faults.shared().record("propagation.extract." + style.style().styleName(), failure);
            return null;
        }
    }

    /** Without performance monitoring a trace is kept when a product wants it, not because of anybody's sampling. */
    private static RemoteSpanContext withDecisionOfProducts(RemoteSpanContext found) {
        return found.toBuilder()
                .samplingPriority(isWantedByProducts(found) ? SamplingPriority.USER_KEEP : SamplingPriority.UNSET)
                .build();
    }

    private static boolean isWantedByProducts(SpanContext context) {
        return context.propagationTags().get(PropagationTags.TRACE_SOURCE) != null;
    }
}
