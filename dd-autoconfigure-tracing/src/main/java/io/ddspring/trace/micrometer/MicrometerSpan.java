/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanBuilder;
import io.micrometer.tracing.TraceContext;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A span of ours as Micrometer sees it. One that was not started yet starts with the first thing that needs it to run;
 * that belongs to one thread, everything later is thread-safe. Two are equal when they stand for the same span.
 */
public final class MicrometerSpan implements io.micrometer.tracing.Span {
    /** Operation of a span that nobody gives a name to. */
    static final String OPERATION = "internal";

    private final @Nullable SpanBuilder unstarted;
    private final @Nullable UnaryOperator<Context> activation;
    private @Nullable Span started;
    private @Nullable String nameToBe;
    private volatile boolean named;
    private volatile boolean http;
    private boolean borrowed;

    private MicrometerSpan(
            @Nullable SpanBuilder unstarted, @Nullable Span started, @Nullable UnaryOperator<Context> activation) {
        this.unstarted = unstarted;
        this.started = started;
        this.activation = activation;
    }

    /** {@code span} for Micrometer. */
    public static MicrometerSpan of(Span span) {
        return new MicrometerSpan(null, span, null);
    }

    /**
     * {@code span} for Micrometer, which is not alone when it is made active.
     *
     * @param activation adds it, and what belongs to it, to a context
     */
    public static MicrometerSpan of(Span span, UnaryOperator<Context> activation) {
        return new MicrometerSpan(null, span, activation);
    }

    static MicrometerSpan unstarted(SpanBuilder builder) {
        return new MicrometerSpan(builder, null, null);
    }

    /** The span it stands for. */
    public Span span() {
        Span span = started;
        if (span == null) {
            SpanBuilder builder = unstarted;
            span = builder == null ? Span.noop() : builder.start();
            started = span;
            if (nameToBe != null) {
                SpanNames.apply(span, nameToBe);
            }
        }
        return span;
    }

    /** Lets this span, which has not started, be {@code span}, which somebody else names and ends. */
    void borrow(Span span) {
        started = span;
        borrowed = true;
        named = true;
    }

    /** Takes name and meaning of the tags from the observation that the span is of; a name set later changes nothing. */
    void describe(String observationName, @Nullable String contextualName) {
        named = true;
        http = SpanNames.apply(span(), observationName, contextualName);
    }

    @Override
    public boolean isNoop() {
        return started == Span.noop();
    }

    @Override
    public TraceContext context() {
        return MicrometerTraceContext.of(span(), activation);
    }

    @Override
    public io.micrometer.tracing.Span start() {
        span();
        return this;
    }

    @Override
    public io.micrometer.tracing.Span name(@Nullable String name) {
        if (name == null || name.isBlank() || named) {
            return this;
        }
        if (started == null) {
            nameToBe = name;
        } else {
            SpanNames.apply(started, name);
        }
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tag(@Nullable String key, @Nullable String value) {
        if (key == null) {
            return this;
        }
        if (http) {
            HttpKeys.tag(span(), key, value);
        } else if (started == null && unstarted != null) {
            unstarted.withTag(key, value);
        } else {
            span().setTag(key, value);
        }
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tag(String key, long value) {
        span().setTag(key, value);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tag(String key, double value) {
        span().setTag(key, value);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tag(String key, boolean value) {
        span().setTag(key, value);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tagOfStrings(String key, List<String> values) {
        forEach(key, values, this::tag);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tagOfLongs(String key, List<Long> values) {
        forEach(key, values, this::tag);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tagOfDoubles(String key, List<Double> values) {
        forEach(key, values, this::tag);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span tagOfBooleans(String key, List<Boolean> values) {
        forEach(key, values, this::tag);
        return this;
    }

    /** The elements of a list are tags of their own, counted from 0. */
    private static <T> void forEach(String key, List<T> values, BiConsumer<String, T> tag) {
        for (int i = 0; i < values.size(); i++) {
            tag.accept(key + '.' + i, values.get(i));
        }
    }

    @Override
    public io.micrometer.tracing.Span event(@Nullable String value) {
        if (value != null) {
            span().addEvent(value, Map.of());
        }
        return this;
    }

    @Override
    public io.micrometer.tracing.Span event(@Nullable String value, long time, TimeUnit timeUnit) {
        if (value != null) {
            span().addEvent(value, Map.of(), timeUnit.toNanos(time));
        }
        return this;
    }

    @Override
    public io.micrometer.tracing.Span error(@Nullable Throwable throwable) {
        if (throwable != null) {
            SpanErrors.record(span(), throwable);
        }
        return this;
    }

    @Override
    public void end() {
        if (!borrowed) {
            span().finish();
        }
    }

    @Override
    public void end(long time, TimeUnit timeUnit) {
        if (!borrowed) {
            span().finish(timeUnit.toNanos(time));
        }
    }

    @Override
    public void abandon() {
        if (started != null && !borrowed) {
            started.abandon();
        }
    }

    @Override
    public io.micrometer.tracing.Span remoteServiceName(@Nullable String remoteServiceName) {
        RemotePeer.tagService(span(), remoteServiceName);
        return this;
    }

    @Override
    public io.micrometer.tracing.Span remoteIpAndPort(@Nullable String ip, int port) {
        RemotePeer.tagAddress(span(), ip, port);
        return this;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other || (started != null && other instanceof MicrometerSpan span && started == span.started);
    }

    @Override
    public int hashCode() {
        return System.identityHashCode(started == null ? this : started);
    }

    @Override
    public String toString() {
        return String.valueOf(started == null ? nameToBe : started);
    }
}
