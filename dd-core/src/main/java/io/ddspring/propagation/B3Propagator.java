/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.propagation;

import io.ddspring.metrics.PropagationCounters;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.TraceIds;
import org.jspecify.annotations.Nullable;

/** B3: ids in hexadecimal digits and a sampling state of one letter, which subclasses put into headers. */
abstract class B3Propagator implements Propagator {
    private static final String KEPT = "1";
    private static final String DROPPED = "0";

    private final PropagationStyle style;
    private final boolean padding;
    private final PropagationCounters.Style counters;

    /** @param padding whether ids are filled with leading zeros to 32 and 16 digits */
    B3Propagator(PropagationStyle style, boolean padding, PropagationCounters.Style counters) {
        this.style = style;
        this.padding = padding;
        this.counters = counters;
    }

    @Override
    public final <C> void inject(SpanContext context, C carrier, HeaderSetter<C> setter) {
        if (context.traceIdLow() == 0 || context.spanId() == 0) {
            return;
        }
        write(carrier, setter, traceId(context), spanId(context), state(context.decideSamplingPriority()));
        counters.injected.increment();
    }

    /** Sets the headers; {@code state} is null when there is none. */
    abstract <C> void write(C carrier, HeaderSetter<C> setter, String traceId, String spanId, @Nullable String state);

    private String traceId(SpanContext context) {
        if (padding) {
            return context.traceIdHex();
        }
        return context.traceIdHigh() == 0
                ? Long.toHexString(context.traceIdLow())
                : Long.toHexString(context.traceIdHigh()) + TraceIds.toHex(context.traceIdLow());
    }

    private String spanId(SpanContext context) {
        return padding ? context.spanIdHex() : Long.toHexString(context.spanId());
    }

    /** Others are never told to debug. */
    private static @Nullable String state(int priority) {
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

    /**
     * The context of the ids that {@code text} has up to {@code traceIdEnd}, and {@code spanText} from {@code spanStart} to
     * before {@code spanEnd}; null, and counted, when one of them is malformed or zero.
     */
    final @Nullable RemoteSpanContext read(
            String text, int traceIdEnd, String spanText, int spanStart, int spanEnd, int priority) {
        if (isId(text, 0, traceIdEnd, 32) && isId(spanText, spanStart, spanEnd, 16)) {
            int lowStart = Math.max(0, traceIdEnd - 16);
            long low = Hex.parse(text, lowStart, traceIdEnd);
            long span = Hex.parse(spanText, spanStart, spanEnd);
            if (low != 0 && span != 0) {
                return RemoteSpanContext.builder(Hex.parse(text, 0, lowStart), low, span)
                        .samplingPriority(priority)
                        .headerStyle(style.styleName())
                        .build();
            }
        }
        counters.malformed.increment();
        return null;
    }

    private static boolean isId(String text, int start, int end, int most) {
        return start < end && end - start <= most && Hex.isAnyCase(text, start, end);
    }
}
