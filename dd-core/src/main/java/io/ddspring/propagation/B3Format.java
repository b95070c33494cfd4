/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/**
 * How B3 writes ids and sampling states, in one header or in several.
 *
 * @param padding whether ids are filled with leading zeros to 32 and 16 digits
 */
record B3Format(boolean padding) {
    private static final String KEPT = "1";
    private static final String DROPPED = "0";
    private static final String DEBUG = "d";

    String traceId(SpanContext context) {
        if (padding) {
            return context.traceIdHex();
        }
        return context.traceIdHigh() == 0
                ? Long.toHexString(context.traceIdLow())
                : Long.toHexString(context.traceIdHigh()) + TraceIds.toHex(context.traceIdLow());
    }

    String spanId(SpanContext context) {
        return padding ? context.spanIdHex() : Long.toHexString(context.spanId());
    }

    /** The sampling state; null when there is none. Others are never told to debug. */
    static @Nullable String state(int priority) {
        if (priority == SamplingPriority.UNSET) {
            return null;
        }
        return SamplingPriority.isKept(priority) ? KEPT : DROPPED;
    }

    /** The priority for a sampling state; unset when it is none. */
    static int priority(@Nullable String state) {
        return switch (state == null ? "" : state) {
            case KEPT -> SamplingPriority.SAMPLER_KEEP;
            case DROPPED -> SamplingPriority.SAMPLER_DROP;
            case DEBUG -> SamplingPriority.USER_KEEP;
            default -> SamplingPriority.UNSET;
        };
    }

    /** The context of the given ids; null when one of them is malformed or zero. */
    static @Nullable RemoteSpanContext context(PropagationStyle style, String traceId, String spanId, int priority) {
        int length = traceId.length();
        if (!isId(traceId, 32) || !isId(spanId, 16)) {
            return null;
        }
        long high = length > 16 ? Hex.parse(traceId, 0, length - 16) : 0;
        long low = Hex.parse(traceId, Math.max(0, length - 16), length);
        long span = Hex.parse(spanId, 0, spanId.length());
        return low == 0 || span == 0
                ? null
                : RemoteSpanContext.builder(high, low, span)
                        .samplingPriority(priority)
                        .headerStyle(style.styleName())
                        .build();
    }

    private static boolean isId(String digits, int most) {
        return !digits.isEmpty() && digits.length() <= most && Hex.isAnyCase(digits, 0, digits.length());
    }
}
