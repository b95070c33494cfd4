/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import io.ddspring.context.Context;
import io.ddspring.context.ScopeListener;
import io.ddspring.trace.CorrelationIds;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Keeps the logging context of each thread in step with its active span. What the application had under our keys before
 * the first span of a thread is there again after the last one; in between only the ids change, and only when the span
 * does.
 */
final class MdcWriter implements ScopeListener {
    private static final ThreadLocal<@Nullable Map<String, String>> REPLACED = new ThreadLocal<>();

    private final LogCorrelationSettings settings;
    private final List<String> keys = new ArrayList<>(List.of(CorrelationIds.TRACE_ID, CorrelationIds.SPAN_ID));

    /** Whether anything was ever replaced: normally nothing is, and then no thread gets an entry of its own. */
    private volatile boolean everReplaced;

    private volatile boolean writing = true;

    MdcWriter(LogCorrelationSettings settings) {
        this.settings = settings;
        keys.addAll(settings.identity().keySet());
        if (settings.micrometerKeys()) {
            keys.addAll(List.of(LogKeys.MICROMETER_TRACE_ID, LogKeys.MICROMETER_SPAN_ID));
        }
    }

    /** Begins or ceases to write; what was written before is taken back when its span is left. */
    void setWriting(boolean wanted) {
        writing = wanted;
    }

    @Override
    public void contextChanged(Context previous, Context current) {
        Span before = Span.from(previous);
        Span now = Span.from(current);
        if (before == now) {
            return;
        }
        SpanContext left = before == null ? null : before.context();
        SpanContext entered = now == null ? null : now.context();
        boolean wasLogged = left != null && left.traceIdLow() != 0;
        if (!writing) {
            if (left != null && wasLogged && traceId(left).equals(MDC.get(CorrelationIds.TRACE_ID))) {
                restore();
            }
            return;
        }
        if (entered == null || entered.traceIdLow() == 0) {
            if (wasLogged) {
                restore();
            }
            return;
        }
        if (!wasLogged) {
            keep();
            settings.identity().forEach(MDC::put);
        }
        putIds(entered);
    }

    private void putIds(SpanContext span) {
        MDC.put(CorrelationIds.TRACE_ID, traceId(span));
        MDC.put(CorrelationIds.SPAN_ID, CorrelationIds.spanId(span));
        if (settings.micrometerKeys()) {
            MDC.put(LogKeys.MICROMETER_TRACE_ID, span.traceIdHex());
            MDC.put(LogKeys.MICROMETER_SPAN_ID, span.spanIdHex());
        }
    }

    private String traceId(SpanContext span) {
        return CorrelationIds.traceId(span, settings.hexTraceIds());
    }

    private void keep() {
        Map<String, String> values = null;
        for (String key : keys) {
            String value = MDC.get(key);
            if (value != null) {
                values = values == null ? new HashMap<>() : values;
                values.put(key, value);
            }
        }
        if (values != null) {
            everReplaced = true;
            REPLACED.set(values);
        }
    }

    private void restore() {
        keys.forEach(MDC::remove);
        Map<String, String> values = everReplaced ? REPLACED.get() : null;
        if (values != null) {
            values.forEach(MDC::put);
            REPLACED.remove();
        }
    }
}
