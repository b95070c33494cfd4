/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.SamplingPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.TraceIds;
import io.micrometer.tracing.TraceContext;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** Identity of a span of this or another process as Micrometer sees it. Thread-safe. */
final class MicrometerTraceContext implements TraceContext {
    private final Span span;
    private final @Nullable UnaryOperator<Context> activation;
    private final @Nullable String remoteParentId;

    private MicrometerTraceContext(
            Span span, @Nullable UnaryOperator<Context> activation, @Nullable String remoteParentId) {
        this.span = span;
        this.activation = activation;
        this.remoteParentId = remoteParentId;
    }

    /**
     * The context of {@code span}.
     *
     * @param activation adds it to a context when it is made active; null when there is nothing but the span to add
     */
    static MicrometerTraceContext of(Span span, @Nullable UnaryOperator<Context> activation) {
        return new MicrometerTraceContext(span, activation, null);
    }

    static MicrometerTraceContext ofRemote(RemoteSpanContext remote, @Nullable String parentId) {
        return new MicrometerTraceContext(Span.recordedElsewhere(remote), null, parentId);
    }

    /** The span that {@code context} is of, which may be one of another process; null when it names no trace. */
    static @Nullable Span spanOf(@Nullable TraceContext context) {
        if (context instanceof MicrometerTraceContext ours) {
            return ours.span;
        }
        if (context == null) {
            return null;
        }
        TraceContext copy = new MicrometerTraceContextBuilder()
                .traceId(context.traceId())
                .spanId(context.spanId())
                .sampled(context.sampled())
                .build();
        Span span = ((MicrometerTraceContext) copy).span;
        return span.context().traceIdLow() == 0 ? null : span;
    }

    /** {@code context} with {@code traced} as its active span. */
    static Context activated(Context context, TraceContext traced) {
        if (traced instanceof MicrometerTraceContext ours && ours.activation != null) {
            return ours.activation.apply(context);
        }
        Span span = spanOf(traced);
        return span == null ? context.without(Span.CONTEXT_KEY) : context.with(Span.CONTEXT_KEY, span);
    }

    @Override
    public String traceId() {
        return span.context().traceIdHex();
    }

    @Override
    public @Nullable String parentId() {
        SpanData data = span.data();
        return data == null ? remoteParentId : data.parentId() == 0 ? null : TraceIds.toHex(data.parentId());
    }

    @Override
    public String spanId() {
        return span.context().spanIdHex();
    }

    /** Null until it is decided, so that nobody refers to a trace that may be dropped. */
    @Override
    public @Nullable Boolean sampled() {
        if (span == Span.noop()) {
            return false;
        }
        int priority = span.context().samplingPriority();
        return priority == SamplingPriority.UNSET ? null : (Boolean) SamplingPriority.isKept(priority);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof MicrometerTraceContext context
                && spanId().equals(context.spanId())
                && traceId().equals(context.traceId());
    }

    @Override
    public int hashCode() {
        return Long.hashCode(span.context().spanId());
    }

    @Override
    public String toString() {
        return traceId() + '-' + spanId();
    }
}
