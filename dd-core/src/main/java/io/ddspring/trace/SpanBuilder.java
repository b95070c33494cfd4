/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import org.jspecify.annotations.Nullable;

/**
 * Describes a span before it starts. Without {@link #asChildOf} or {@link #ignoreActiveSpan()} the parent is the active
 * span of the thread that calls {@link #start()}. Not thread-safe; one builder starts one span. The methods return this
 * builder.
 */
public interface SpanBuilder {
    /** Sets the parent; null means the same as {@link #ignoreActiveSpan()}. */
    SpanBuilder asChildOf(@Nullable Span parent);

    /** Sets the parent to a span of this or another process; null means the same as {@link #ignoreActiveSpan()}. */
    SpanBuilder asChildOf(@Nullable SpanContext parent);

    /** Starts a new trace even when a span is active. */
    SpanBuilder ignoreActiveSpan();

    /** Sets the service, see {@link Span#setServiceName(String)}; without it the span has the service of its parent. */
    SpanBuilder withServiceName(String serviceName);

    /**
     * Sets the service on behalf of an integration or option, see {@link Span#setServiceName(String, String)}.
     *
     * @param source value of {@code _dd.svc_src}
     */
    SpanBuilder withServiceName(String serviceName, String source);

    /** Sets the resource as the application's own wish; without one the resource is the operation name. */
    SpanBuilder withResourceName(String resourceName);

    /** Sets the resource with a {@link ResourcePriority}. */
    SpanBuilder withResourceName(String resourceName, int priority);

    /** Sets the type, for example one of {@link SpanType}. */
    SpanBuilder withSpanType(String spanType);

    /** Sets a text tag, see {@link Span#setTag(String, String)}. */
    SpanBuilder withTag(String name, @Nullable String value);

    /** Sets a numeric tag, see {@link Span#setTag(String, long)}. */
    SpanBuilder withTag(String name, long value);

    /** Sets a numeric tag, see {@link Span#setTag(String, double)}. */
    SpanBuilder withTag(String name, double value);

    /** Sets a text tag of value {@code true} or {@code false}. */
    SpanBuilder withTag(String name, boolean value);

    /** Adds a relation to another span. */
    SpanBuilder withLink(SpanLink link);

    /**
     * Sets the start to a time other than now.
     *
     * @param startUnixNanos nanoseconds since the epoch
     */
    SpanBuilder withStartTime(long startUnixNanos);

    /** Starts the span; it does not become the active one. Never throws and never returns null. */
    Span start();
}
