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

    /** The priority for the sampling state from {@code start} to before {@code end}; unset when it is none. */
    static int priority(String text, int start, int end) {
        if (end - start != 1) {
            return SamplingPriority.UNSET;
        }
        return switch (text.charAt(start)) {
            case '1' -> SamplingPriority.SAMPLER_KEEP;
            case '0' -> SamplingPriority.SAMPLER_DROP;
            case 'd' -> SamplingPriority.USER_KEEP;
            default -> SamplingPriority.UNSET;
        };
    }

    /** Whether {@code context} has the ids that B3 cannot do without. */
    static boolean canSay(SpanContext context) {
        return context.traceIdLow() != 0 && context.spanId() != 0;
    }

    /**
     * The context of the ids that {@code text} has up to {@code traceIdEnd}, and {@code spanText} from {@code spanStart} to
     * before {@code spanEnd}; null when one of them is malformed or zero.
     */
    static @Nullable RemoteSpanContext context(
            PropagationStyle style,
            String text,
            int traceIdEnd,
            String spanText,
            int spanStart,
            int spanEnd,
            int priority) {
        if (!isId(text, 0, traceIdEnd, 32) || !isId(spanText, spanStart, spanEnd, 16)) {
            return null;
        }
        int lowStart = Math.max(0, traceIdEnd - 16);
        long high = Hex.parse(text, 0, lowStart);
        long low = Hex.parse(text, lowStart, traceIdEnd);
        long span = Hex.parse(spanText, spanStart, spanEnd);
        return low == 0 || span == 0
                ? null
                : RemoteSpanContext.builder(high, low, span)
                        .samplingPriority(priority)
                        .headerStyle(style.styleName())
                        .build();
    }

    private static boolean isId(String text, int start, int end, int most) {
        return start < end && end - start <= most && Hex.isAnyCase(text, start, end);
    }
}
