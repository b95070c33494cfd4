/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The {@code x-datadog-*} headers. Ids are unsigned decimals, of the trace id only the lower half. */
final class DatadogPropagator implements Propagator {
    private static final List<String> FIELDS = List.of(
            DatadogHeaders.TRACE_ID,
            DatadogHeaders.PARENT_ID,
            DatadogHeaders.SAMPLING_PRIORITY,
            DatadogHeaders.ORIGIN,
            DatadogHeaders.TAGS);

    /** Numbers of so many digits fit into 64 bits. */
    private static final int DIGITS_OF_EVERY_LONG = 19;

    private final PropagationTagsHeader tagsHeader;
    private final @Nullable OtBaggageHeaders baggageHeaders;
    private final PropagationCounters.Style counters;

    /**
     * @param maxTagsLength longest {@code x-datadog-tags} value in characters; 0 switches that header off
     * @param baggageHeaders null when baggage items have no headers of their own
     */
    DatadogPropagator(
            int maxTagsLength, @Nullable OtBaggageHeaders baggageHeaders, PropagationCounters.Style counters) {
        this.tagsHeader = new PropagationTagsHeader(maxTagsLength);
        this.baggageHeaders = baggageHeaders;
        this.counters = counters;
    }

    @Override
    public List<String> fields() {
        return FIELDS;
    }

    @Override
    public <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        if (context.traceIdLow() == 0) {
            return;
        }
        int priority = context.decideSamplingPriority();
        setter.set(carrier, DatadogHeaders.TRACE_ID, TraceIds.toDecimal(context.traceIdLow()));
        setter.set(carrier, DatadogHeaders.PARENT_ID, TraceIds.toDecimal(context.spanId()));
        if (priority != SamplingPriority.UNSET) {
            setter.set(carrier, DatadogHeaders.SAMPLING_PRIORITY, HeaderText.priority(priority));
        }
        String origin = printable(context.origin());
        if (origin != null) {
            setter.set(carrier, DatadogHeaders.ORIGIN, origin);
        }
        String tags = tagsHeader.encode(context);
        if (tags != null) {
            setter.set(carrier, DatadogHeaders.TAGS, tags);
        }
        if (baggageHeaders != null) {
            baggageHeaders.inject(context, carrier, setter);
        }
        counters.injected.increment();
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        RemoteSpanContext context = extractContext(carrier, getter);
        return baggageHeaders == null ? context : baggageHeaders.addTo(context, carrier, getter);
    }

    private <C> @Nullable RemoteSpanContext extractContext(C carrier, HeaderGetter<C> getter) {
        String traceIdText = HeaderText.firstPart(getter.get(carrier, DatadogHeaders.TRACE_ID));
        if (traceIdText == null) {
            return null;
        }
        String priorityText = HeaderText.firstPart(getter.get(carrier, DatadogHeaders.SAMPLING_PRIORITY));
        long traceIdLow;
        long parentId;
        int priority;
        try {
            traceIdLow = unsigned(traceIdText);
            String parentText = HeaderText.firstPart(getter.get(carrier, DatadogHeaders.PARENT_ID));
            parentId = parentText == null ? 0 : unsigned(parentText);
            priority = priorityText == null ? SamplingPriority.UNSET : HeaderText.priority(priorityText);
        } catch (NumberFormatException malformed) {
            counters.malformed.increment();
            return null;
        }
        String origin = printable(HeaderText.firstPart(getter.get(carrier, DatadogHeaders.ORIGIN)));
        if (traceIdLow == 0) {
            return origin == null
                    ? null
                    : RemoteSpanContext.withoutTrace()
                            .origin(origin)
                            .headerStyle(PropagationStyle.DATADOG.styleName())
                            .build();
        }
        PropagationTagsHeader.Decoded decoded = tagsHeader.decode(getter.get(carrier, DatadogHeaders.TAGS));
        return RemoteSpanContext.builder(decoded.traceIdHigh(), traceIdLow, parentId)
                .samplingPriority(priority)
                .origin(origin)
                .propagationTags(decoded.tags())
                .propagationError(decoded.error())
                .headerStyle(PropagationStyle.DATADOG.styleName())
                .build();
    }

    /** A number of ASCII digits and nothing else. */
    private static long unsigned(String text) {
        int length = text.length();
        if (length == 0) {
            throw new NumberFormatException();
        }
        long number = 0;
        for (int i = 0; i < length; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9 || (i >= DIGITS_OF_EVERY_LONG && exceedsLong(number, digit))) {
                throw new NumberFormatException();
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static boolean exceedsLong(long number, int nextDigit) {
        long most = Long.divideUnsigned(-1, 10);
        int order = Long.compareUnsigned(number, most);
        return order > 0 || (order == 0 && nextDigit > 5);
    }

    /** An origin that may stand in a header, or null. */
    private static @Nullable String printable(@Nullable String origin) {
        return origin != null && !origin.isEmpty() && HeaderText.isPrintable(origin, 0, origin.length())
                ? origin
                : null;
    }
}
