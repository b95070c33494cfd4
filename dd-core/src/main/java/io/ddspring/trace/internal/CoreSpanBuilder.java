/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.context.Context;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanBuilder;
import io.ddspring.trace.SpanContext;
import io.ddspring.trace.SpanLink;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Collects what is wished for a span and lets the tracer start it. Arguments are checked when they are given, so that
 * nothing can fail any more when the span has started.
 */
final class CoreSpanBuilder implements SpanBuilder {
    private final CoreTracer tracer;
    private final String operationName;
    private boolean parentChosen;
    private @Nullable SpanContext parent;
    private boolean parentRecordsNothing;
    private long startUnixNanos = CoreTracer.NOW;
    private @Nullable List<Consumer<Span>> wishes;

    CoreSpanBuilder(CoreTracer tracer, String operationName) {
        this.tracer = tracer;
        this.operationName = Objects.requireNonNull(operationName, "operationName");
    }

    @Override
    public SpanBuilder asChildOf(@Nullable Span span) {
        parentChosen = true;
        parentRecordsNothing = span == Span.noop();
        parent = span == null || parentRecordsNothing ? null : span.context();
        return this;
    }

    @Override
    public SpanBuilder asChildOf(@Nullable SpanContext context) {
        parentChosen = true;
        parentRecordsNothing = false;
        parent = context;
        return this;
    }

    @Override
    public SpanBuilder ignoreActiveSpan() {
        return asChildOf((Span) null);
    }

    @Override
    public SpanBuilder withServiceName(String serviceName) {
        Objects.requireNonNull(serviceName, "serviceName");
        return with(span -> span.setServiceName(serviceName));
    }

    @Override
    public SpanBuilder withServiceName(String serviceName, String source) {
        Objects.requireNonNull(serviceName, "serviceName");
        return with(span -> span.setServiceName(serviceName, source));
    }

    @Override
    public SpanBuilder withResourceName(String resourceName) {
        return withResourceName(resourceName, ResourcePriority.MANUAL);
    }

    @Override
    public SpanBuilder withResourceName(String resourceName, int priority) {
        Objects.requireNonNull(resourceName, "resourceName");
        return with(span -> span.setResourceName(resourceName, priority));
    }

    @Override
    public SpanBuilder withSpanType(String spanType) {
        return with(span -> span.setSpanType(spanType));
    }

    @Override
    public SpanBuilder withTag(String name, @Nullable String value) {
        Objects.requireNonNull(name, "name");
        return with(span -> span.setTag(name, value));
    }

    @Override
    public SpanBuilder withTag(String name, long value) {
        Objects.requireNonNull(name, "name");
        return with(span -> span.setTag(name, value));
    }

    @Override
    public SpanBuilder withTag(String name, double value) {
        Objects.requireNonNull(name, "name");
        return with(span -> span.setTag(name, value));
    }

    @Override
    public SpanBuilder withTag(String name, boolean value) {
        Objects.requireNonNull(name, "name");
        return with(span -> span.setTag(name, value));
    }

    @Override
    public SpanBuilder withLink(SpanLink link) {
        Objects.requireNonNull(link, "link");
        return with(span -> span.addLink(link));
    }

    @Override
    public SpanBuilder withStartTime(long unixNanos) {
        startUnixNanos = unixNanos;
        return this;
    }

    @Override
    public Span start() {
        if (!parentChosen) {
            Span active = Span.from(Context.current());
            if (active != null) {
                asChildOf(active);
            }
        }
        if (parentRecordsNothing) {
            return Span.noop();
        }
        Span span = tracer.start(operationName, parent, startUnixNanos);
        if (wishes != null) {
            wishes.forEach(wish -> wish.accept(span));
        }
        return span;
    }

    private SpanBuilder with(Consumer<Span> wish) {
        wishes = wishes == null ? new ArrayList<>(4) : wishes;
        wishes.add(wish);
        return this;
    }
}
