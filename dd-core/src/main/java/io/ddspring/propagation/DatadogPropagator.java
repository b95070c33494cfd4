/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.PropagationTags;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The {@code x-datadog-*} headers. Ids are unsigned decimals, of the trace id only the lower half. */
public final class DatadogPropagator implements Propagator {
    private static final List<String> FIELDS = List.of(
            DatadogHeaders.TRACE_ID,
            DatadogHeaders.PARENT_ID,
            DatadogHeaders.SAMPLING_PRIORITY,
            DatadogHeaders.ORIGIN,
            DatadogHeaders.TAGS);

    private final PropagationTagsHeader tagsHeader;

    /** @param maxTagsLength longest {@code x-datadog-tags} value in characters; 0 switches that header off */
    public DatadogPropagator(int maxTagsLength) {
        this.tagsHeader = new PropagationTagsHeader(maxTagsLength);
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
            setter.set(carrier, DatadogHeaders.SAMPLING_PRIORITY, Integer.toString(priority));
        }
        String origin = printable(context.origin());
        if (origin != null) {
            setter.set(carrier, DatadogHeaders.ORIGIN, origin);
        }
        String tags = tagsHeader.encode(context);
        if (tags != null) {
            setter.set(carrier, DatadogHeaders.TAGS, tags);
        }
    }

    @Override
    public <C> @Nullable RemoteSpanContext extract(C carrier, HeaderGetter<C> getter) {
        String traceIdText = firstPart(getter.get(carrier, DatadogHeaders.TRACE_ID));
        if (traceIdText == null) {
            return null;
        }
        String priorityText = firstPart(getter.get(carrier, DatadogHeaders.SAMPLING_PRIORITY));
        long traceIdLow;
        long parentId;
        int priority;
        try {
            traceIdLow = unsigned(traceIdText);
            String parentText = firstPart(getter.get(carrier, DatadogHeaders.PARENT_ID));
            parentId = parentText == null ? 0 : unsigned(parentText);
            priority = priorityText == null ? SamplingPriority.UNSET : Integer.parseInt(priorityText);
        } catch (NumberFormatException malformed) {
            return null;
        }
        String origin = printable(firstPart(getter.get(carrier, DatadogHeaders.ORIGIN)));
        if (traceIdLow == 0) {
            return origin == null ? null : withoutTrace(origin);
        }
        PropagationTagsHeader.Decoded decoded = tagsHeader.decode(getter.get(carrier, DatadogHeaders.TAGS));
        String highDigits = decoded.tags().get(PropagationTags.TRACE_ID_HIGH);
        return new RemoteSpanContext(
                highDigits == null ? 0 : Hex.parse(highDigits, 0, 16),
                traceIdLow,
                parentId,
                priority,
                origin,
                decoded.tags().without(PropagationTags.TRACE_ID_HIGH),
                null,
                null,
                Map.of(),
                List.of(),
                decoded.error());
    }

    private static RemoteSpanContext withoutTrace(String origin) {
        return new RemoteSpanContext(
                0, 0, 0, SamplingPriority.UNSET, origin, PropagationTags.EMPTY, null, null, Map.of(), List.of(), null);
    }

    /** What stands before the first comma: intermediaries join repeated headers. */
    private static @Nullable String firstPart(@Nullable String value) {
        if (value == null) {
            return null;
        }
        int comma = value.indexOf(',');
        return (comma < 0 ? value : value.substring(0, comma)).trim();
    }

    /** Without the plus sign and the digits of other scripts that the library's parser takes. */
    private static long unsigned(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!Hex.isDigit(text.charAt(i))) {
                throw new NumberFormatException();
            }
        }
        return Long.parseUnsignedLong(text);
    }

    /** An origin that may stand in a header, or null. */
    private static @Nullable String printable(@Nullable String origin) {
        return origin != null && !origin.isEmpty() && PropagatedTag.isPrintable(origin, 0, origin.length())
                ? origin
                : null;
    }
}
