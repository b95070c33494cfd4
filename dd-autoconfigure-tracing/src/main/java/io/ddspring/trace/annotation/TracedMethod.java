/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanBuilder;
import io.ddspring.trace.SpanTag;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Traced;
import io.ddspring.trace.Tracer;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.math.BigInteger;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One method whose calls are spans: how they are named and which arguments become tags. Immutable. */
public final class TracedMethod {
    private static final String DEFAULT_OPERATION = "trace.annotation";
    private static final String COMPONENT = "trace";

    private final Method method;
    private final Traced traced;
    private final String operationName;
    private final String resourceName;
    private final @Nullable String[] tagNames;
    private final @Nullable DeferredResults deferredResults;

    private TracedMethod(
            Method method, Traced traced, @Nullable String[] tagNames, @Nullable DeferredResults deferredResults) {
        this.method = Objects.requireNonNull(method, "method");
        this.traced = Objects.requireNonNull(traced, "traced");
        this.operationName = traced.value().isEmpty() ? DEFAULT_OPERATION : traced.value();
        this.resourceName = traced.resource().isEmpty()
                ? MethodNames.resourceOf(method.getDeclaringClass(), method)
                : traced.resource();
        this.tagNames = tagNames;
        this.deferredResults = deferredResults;
    }

    /**
     * Describes {@code method}.
     *
     * @param traced the annotation that is in force for it
     * @param tagNames name of the tag for each parameter as of {@link #tagNamesOf}, null for the ones that are no tag
     * @param deferred the kinds of results that begin to work when somebody subscribes
     */
    public static TracedMethod of(
            Method method, Traced traced, @Nullable String[] tagNames, Iterable<DeferredResults> deferred) {
        for (DeferredResults candidate : deferred) {
            if (candidate.supports(method.getReturnType())) {
                return new TracedMethod(method, traced, tagNames.clone(), candidate);
            }
        }
        return new TracedMethod(method, traced, tagNames.clone(), null);
    }

    /** Name of the tag for each parameter of {@code method}; null for the ones without {@link SpanTag}. */
    public static @Nullable String[] tagNamesOf(Method method) {
        Parameter[] parameters = method.getParameters();
        @Nullable String[] names = new String[parameters.length];
        for (int i = 0; i < parameters.length; i++) {
            SpanTag tag = parameters[i].getAnnotation(SpanTag.class);
            if (tag != null) {
                names[i] = tag.value().isEmpty() ? parameters[i].getName() : tag.value();
            }
        }
        return names;
    }

    Method method() {
        return method;
    }

    @Nullable
    DeferredResults deferredResults() {
        return deferredResults;
    }

    /** Starts the span of a call; it is not active yet. */
    Span start(Tracer tracer, @Nullable Object[] arguments) {
        SpanBuilder builder = tracer.buildSpan(operationName);
        if (traced.noParent()) {
            builder.ignoreActiveSpan();
        }
        Span span = builder.start();
        if (!span.isRecording()) {
            return span;
        }
        span.setTag(Tags.COMPONENT, COMPONENT);
        span.setResourceName(
                resourceName, traced.resource().isEmpty() ? ResourcePriority.FRAMEWORK_ROUTE : ResourcePriority.MANUAL);
        if (!traced.service().isEmpty()) {
            span.setServiceName(traced.service());
        }
        if (!traced.type().isEmpty()) {
            span.setSpanType(traced.type());
        }
        if (traced.measured()) {
            span.setMeasured(true);
        }
        for (int i = 0; i < tagNames.length && i < arguments.length; i++) {
            String name = tagNames[i];
            Object value = arguments[i];
            if (name != null && value != null) {
                setTag(span, name, value);
            }
        }
        return span;
    }

    private static void setTag(Span span, String name, Object value) {
        try {
            if (value instanceof Long
                    || value instanceof Integer
                    || value instanceof Short
                    || value instanceof Byte
                    || value instanceof AtomicInteger
                    || value instanceof AtomicLong) {
                span.setTag(name, ((Number) value).longValue());
            } else if (value instanceof Number number && !(value instanceof BigInteger)) {
                span.setTag(name, number.doubleValue());
            } else {
                span.setTag(name, value.toString());
            }
        } catch (Throwable failure) {
            // The text of an argument is the application's code, and the call must go on without it.
            Faults.shared().record("trace.annotation.tag", failure);
        }
    }
}
