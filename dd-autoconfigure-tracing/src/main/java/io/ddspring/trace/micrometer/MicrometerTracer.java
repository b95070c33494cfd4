/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.Tracer;
import io.micrometer.tracing.Baggage;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.SpanCustomizer;
import io.micrometer.tracing.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Micrometer's tracer, whose spans are ours. Thread-safe; its life is that of the tracer below. */
@SuppressWarnings("deprecation") // what is deprecated is abstract all the same
public final class MicrometerTracer implements io.micrometer.tracing.Tracer {
    private final Tracer tracer;
    private final List<String> baggageFields;
    private final Consumer<io.ddspring.trace.Span> onBaggageChange;
    private final CurrentTraceContext currentTraceContext = new ActiveTraceContext();
    private final SpanCustomizer currentSpanCustomizer = new ActiveSpanCustomizer();

    /**
     * @param baggageFields names of baggage that observations set when they have a key value of that name
     * @param onBaggageChange told, on the thread that does it, of a span whose trace's baggage was changed
     */
    public MicrometerTracer(
            Tracer tracer, List<String> baggageFields, Consumer<io.ddspring.trace.Span> onBaggageChange) {
        this.tracer = tracer;
        this.baggageFields = List.copyOf(baggageFields);
        this.onBaggageChange = onBaggageChange;
    }

    @Override
    public Span nextSpan() {
        return MicrometerSpan.unstarted(
                tracer.buildSpan(MicrometerSpan.OPERATION).asChildOf(io.ddspring.trace.Span.from(Context.current())));
    }

    @Override
    public Span nextSpan(@Nullable Span parent) {
        return MicrometerSpan.unstarted(tracer.buildSpan(MicrometerSpan.OPERATION)
                .asChildOf(parent == null ? null : MicrometerTraceContext.spanOf(parent.context())));
    }

    @Override
    public SpanInScope withSpan(@Nullable Span span) {
        return currentTraceContext.newScope(span == null ? null : span.context())::close;
    }

    @Override
    public ScopedSpan startScopedSpan(String name) {
        Span span = nextSpan().name(name).start();
        return new SpanWithScope(span, withSpan(span));
    }

    @Override
    public Span.Builder spanBuilder() {
        return MicrometerSpanBuilder.childOfActive(tracer);
    }

    @Override
    public TraceContext.Builder traceContextBuilder() {
        return new MicrometerTraceContextBuilder();
    }

    @Override
    public CurrentTraceContext currentTraceContext() {
        return currentTraceContext;
    }

    @Override
    public SpanCustomizer currentSpanCustomizer() {
        return currentSpanCustomizer;
    }

    @Override
    public @Nullable Span currentSpan() {
        io.ddspring.trace.Span active = io.ddspring.trace.Span.from(Context.current());
        return active == null ? null : MicrometerSpan.of(active);
    }

    @Override
    public Map<String, String> getAllBaggage() {
        return MicrometerBaggage.allOf(io.ddspring.trace.Span.from(Context.current()));
    }

    @Override
    public Map<String, String> getAllBaggage(@Nullable TraceContext context) {
        return context == null ? getAllBaggage() : MicrometerBaggage.allOf(MicrometerTraceContext.spanOf(context));
    }

    @Override
    public Baggage getBaggage(String name) {
        return createBaggage(name);
    }

    @Override
    public Baggage getBaggage(TraceContext context, String name) {
        return new MicrometerBaggage(name, MicrometerTraceContext.spanOf(context), onBaggageChange);
    }

    @Override
    public Baggage createBaggage(String name) {
        return new MicrometerBaggage(name, null, onBaggageChange);
    }

    @Override
    public Baggage createBaggage(String name, String value) {
        return createBaggage(name).set(value);
    }

    @Override
    public List<String> getBaggageFields() {
        return baggageFields;
    }
}
