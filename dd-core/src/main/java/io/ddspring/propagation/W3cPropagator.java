/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** W3C Trace Context: {@code traceparent}, and {@code tracestate} with our own member in front of those of others. */
public final class W3cPropagator implements Propagator {
    static final String TRACEPARENT = "traceparent";
    static final String TRACESTATE = "tracestate";

    private static final List<String> FIELDS = List.of(TRACEPARENT, TRACESTATE);
    private static final String DEFAULT_DECISION_MAKER = "-0";
    private static final int LENGTH = 55;

    private final PropagationCounters.Style counters;
    private final DatadogTracestateWriter datadogWriter = new DatadogTracestateWriter();
    /** As most traces have the same tags, those that were read last are kept. */
    private volatile DatadogTracestate.Tags latestTags = DatadogTracestate.Tags.NONE;

    /** A propagator whose counts nobody sees, for translating between contexts and their headers. */
    public W3cPropagator() {
        this(new PropagationCounters().style("tracecontext"));
    }

    W3cPropagator(PropagationCounters.Style counters) {
        this.counters = counters;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        if (context.traceIdLow() == 0 || context.spanId() == 0) {
            return;
        }
        int priority = context.decideSamplingPriority();
        String spanId = context.spanIdHex();
        String flags = SamplingPriority.isKept(priority) ? "-01" : "-00";
        setter.set(carrier, TRACEPARENT, "00-" + context.traceIdHex() + "-" + spanId + flags);
        setter.set(carrier, TRACESTATE, tracestateOf(context, priority, spanId));
        counters.injected.increment();
    }

    private String tracestateOf(SpanContext context, int priority, String spanId) {
        String ordinary = null;
        if (context.origin() == null && context.foreignTracestate() == null && priority != SamplingPriority.UNSET) {
            ordinary = datadogWriter.ordinary(context.propagationTags(), priority, spanId);
        }
        return ordinary == null ? tracestate(context, priority, spanId) : ordinary;
    }

    /** The tracestate that says what {@code received} said, in our own words. */
    static String tracestate(RemoteSpanContext received) {
        return tracestate(received, received.samplingPriority(), received.lastDatadogParentId());
    }

    private static String tracestate(SpanContext context, int priority, @Nullable String parentId) {
        StringBuilder tracestate = new StringBuilder(64);
        DatadogTracestateWriter.append(tracestate, context, priority, parentId);
        if (tracestate.length() == Tracestate.DATADOG_KEY.length()) {
            tracestate.setLength(0);
        }
        Tracestate.appendForeign(tracestate, context.foreignTracestate());
        return tracestate.toString();
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        return extract(carrier, getter, null);
    }

    /**
     * What {@code carrier} says.
     *
     * @param known what other headers of it said, or null; when these headers name the same span, it is returned with what
     *     they add, as everything else is the same or said better
     */
    <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter, @Nullable RemoteSpanContext known) {
        List<String> traceparents = getter.getAll(carrier, TRACEPARENT);
        if (traceparents.isEmpty()) {
            return null;
        }
        String traceparent = traceparents.get(0).trim();
        if (traceparents.size() != 1 || !isFramed(traceparent)) {
            counters.malformed.increment();
            return null;
        }
        // Of each half a number of 32 bits; negative when it has other characters than digits.
        long highStart = Hex.parse8LowerCase(traceparent, 3);
        long highEnd = Hex.parse8LowerCase(traceparent, 11);
        long lowStart = Hex.parse8LowerCase(traceparent, 19);
        long lowEnd = Hex.parse8LowerCase(traceparent, 27);
        long spanStart = Hex.parse8LowerCase(traceparent, 36);
        long spanEnd = Hex.parse8LowerCase(traceparent, 44);
        long traceIdHigh = highStart << 32 | highEnd;
        long traceIdLow = lowStart << 32 | lowEnd;
        long spanId = spanStart << 32 | spanEnd;
        boolean malformed = (highStart | highEnd | lowStart | lowEnd | spanStart | spanEnd) < 0;
        if (malformed || traceIdLow == 0 || spanId == 0) {
            counters.malformed.increment();
            return null;
        }
        Tracestate tracestate = Tracestate.parse(getter.getAll(carrier, TRACESTATE));
        String notOurs = tracestate.notOurs();
        if (known != null && known.spanId() == spanId && ContextMerge.isSameTrace(known, traceIdHigh, traceIdLow)) {
            return notOurs == null
                    ? known
                    : known.toBuilder().foreignTracestate(notOurs).build();
        }
        DatadogTracestate datadog = tracestate.datadog();
        boolean sampled = (Hex.parse(traceparent, 53, 55) & 1) == 1;
        String origin = datadog.origin();
        int priority = priority(sampled, datadog.priority(), origin);
        return RemoteSpanContext.builder(traceIdHigh, traceIdLow, spanId)
                .samplingPriority(priority)
                .origin(origin)
                .propagationTags(tags(priority, datadog))
                .foreignTracestate(notOurs)
                .lastDatadogParentId(datadog.lastParentId())
                .propagationError(idProblem(traceIdHigh, datadog.traceIdHigh()))
                .headerStyle(PropagationStyle.TRACECONTEXT.styleName())
                .build();
    }

    /** The flag wins over a priority that contradicts it. */
    private static int priority(boolean sampled, int told, @Nullable String origin) {
        if (told == SamplingPriority.UNSET && "rum".equals(origin)) {
            return SamplingPriority.UNSET;
        }
        boolean agree = told != SamplingPriority.UNSET && SamplingPriority.isKept(told) == sampled;
        return agree ? told : sampled ? SamplingPriority.SAMPLER_KEEP : SamplingPriority.SAMPLER_DROP;
    }

    /** The decision maker is kept when its decision is. */
    private PropagationTags tags(int priority, DatadogTracestate datadog) {
        DatadogTracestate.Tags latest = latestTags;
        if (!datadog.says(latest)) {
            latest = datadog.tags();
            latestTags = latest;
        }
        PropagationTags told = latest.tags();
        if (priority == datadog.priority() && SamplingPriority.isKept(priority)) {
            return told;
        }
        return SamplingPriority.isKept(priority)
                ? told.with(PropagationTags.DECISION_MAKER, DEFAULT_DECISION_MAKER)
                : told.without(PropagationTags.DECISION_MAKER);
    }

    private static @Nullable String idProblem(long traceIdHigh, @Nullable String told) {
        if (told == null) {
            return null;
        }
        if (!PropagatedTag.isTraceIdHigh(told)) {
            return PropagationErrors.malformedTraceIdHigh(told);
        }
        return Hex.parse(told, 0, 16) == traceIdHigh ? null : PropagationErrors.inconsistentTraceIdHigh(told);
    }

    /**
     * Whether everything but the ids is well-formed. Version 00 is exactly 55 characters; a later version may go on behind
     * another dash.
     */
    private static boolean isFramed(String traceparent) {
        if (traceparent.length() < LENGTH
                || traceparent.charAt(2) != '-'
                || traceparent.charAt(35) != '-'
                || traceparent.charAt(52) != '-') {
            return false;
        }
        boolean versionIsKnown = traceparent.startsWith("00");
        if (!Hex.isLowerCase(traceparent, 0, 2) || traceparent.startsWith("ff")) {
            return false;
        }
        if (traceparent.length() > LENGTH && (versionIsKnown || traceparent.charAt(LENGTH) != '-')) {
            return false;
        }
        return Hex.isLowerCase(traceparent, 53, 55);
    }
}
