/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.trace.SamplingPriority;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.TraceFlags;
import io.opentelemetry.api.trace.TraceState;
import org.jspecify.annotations.Nullable;

/**
 * Identity of a span of ours. Asking for the ids has no effect. Flags and trace state contain the sampling decision, and
 * are asked for by those who tell others of it: asking takes the decision if there is none yet, as injecting headers does.
 */
final class BridgedSpanContext implements SpanContext {
    private final io.ddspring.trace.SpanContext datadog;

    BridgedSpanContext(io.ddspring.trace.SpanContext datadog) {
        this.datadog = datadog;
    }

    io.ddspring.trace.SpanContext datadog() {
        return datadog;
    }

    @Override
    public String getTraceId() {
        return datadog.traceIdHex();
    }

    @Override
    public String getSpanId() {
        return datadog.spanIdHex();
    }

    @Override
    public TraceFlags getTraceFlags() {
        return SamplingPriority.isKept(datadog.decideSamplingPriority())
                ? TraceFlags.getSampled()
                : TraceFlags.getDefault();
    }

    @Override
    public TraceState getTraceState() {
        return SpanContexts.traceState(datadog);
    }

    @Override
    public boolean isRemote() {
        return datadog.isRemote();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof BridgedSpanContext bridged
                && bridged.datadog.spanId() == datadog.spanId()
                && bridged.datadog.traceIdLow() == datadog.traceIdLow()
                && bridged.datadog.traceIdHigh() == datadog.traceIdHigh()
                && bridged.isRemote() == isRemote();
    }

    @Override
    public int hashCode() {
        return Long.hashCode(datadog.spanId()) * 31 + Long.hashCode(datadog.traceIdLow());
    }

    @Override
    public String toString() {
        return "SpanContext{traceId=" + getTraceId() + ", spanId=" + getSpanId() + ", remote=" + isRemote() + "}";
    }
}
