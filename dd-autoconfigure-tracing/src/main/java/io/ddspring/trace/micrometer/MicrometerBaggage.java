/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import io.micrometer.tracing.Baggage;
import io.micrometer.tracing.BaggageInScope;
import io.micrometer.tracing.TraceContext;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A baggage item of the active trace or of a given one. Baggage belongs to the whole trace: a value that is set is seen
 * by all its threads, and a scope puts back what was there before. Without an active trace there is none.
 */
@SuppressWarnings("deprecation") // what is deprecated is abstract all the same
final class MicrometerBaggage implements Baggage {
    private final String name;
    private final @Nullable Span owner;
    private final Consumer<Span> onChange;

    /**
     * @param owner a span of the trace; null stands for the active one
     * @param onChange told of a span whose trace's baggage has changed
     */
    MicrometerBaggage(String name, @Nullable Span owner, Consumer<Span> onChange) {
        this.name = name;
        this.owner = owner;
        this.onChange = onChange;
    }

    static Map<String, String> allOf(@Nullable Span span) {
        return span == null ? Map.of() : span.context().baggage();
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable String get() {
        return allOf(span()).get(name);
    }

    @Override
    public @Nullable String get(TraceContext context) {
        return allOf(MicrometerTraceContext.spanOf(context)).get(name);
    }

    @Override
    public Baggage set(@Nullable String value) {
        set(span(), value);
        return this;
    }

    @Override
    public Baggage set(TraceContext context, @Nullable String value) {
        set(MicrometerTraceContext.spanOf(context), value);
        return this;
    }

    @Override
    public BaggageInScope makeCurrent() {
        return new InScope(this, span(), get());
    }

    @Override
    public BaggageInScope makeCurrent(@Nullable String value) {
        return makeCurrent(span(), value);
    }

    @Override
    public BaggageInScope makeCurrent(TraceContext context, @Nullable String value) {
        return makeCurrent(MicrometerTraceContext.spanOf(context), value);
    }

    private BaggageInScope makeCurrent(@Nullable Span span, @Nullable String value) {
        String previous = allOf(span).get(name);
        set(span, value);
        return new InScope(this, span, previous);
    }

    private void set(@Nullable Span span, @Nullable String value) {
        if (span != null) {
            span.setBaggageItem(name, value);
            onChange.accept(span);
        }
    }

    private @Nullable Span span() {
        return owner == null ? Span.from(Context.current()) : owner;
    }

    /** Puts {@code previous} back when it is closed; closing twice does nothing more. */
    private static final class InScope implements BaggageInScope {
        private final MicrometerBaggage item;
        private final @Nullable Span span;
        private final @Nullable String previous;
        private boolean closed;

        InScope(MicrometerBaggage item, @Nullable Span span, @Nullable String previous) {
            this.item = item;
            this.span = span;
            this.previous = previous;
        }

        @Override
        public String name() {
            return item.name;
        }

        @Override
        public @Nullable String get() {
            return allOf(span).get(item.name);
        }

        @Override
        public @Nullable String get(TraceContext context) {
            return item.get(context);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                item.set(span, previous);
            }
        }
    }
}
