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

    SpanBuilder withServiceName(String serviceName);

    /**
     * Sets the service on behalf of an integration or option.
     *
     * @param source value of {@code _dd.svc_src}
     */
    SpanBuilder withServiceName(String serviceName, String source);

    SpanBuilder withResourceName(String resourceName);

    SpanBuilder withResourceName(String resourceName, int priority);

    SpanBuilder withSpanType(String spanType);

    SpanBuilder withTag(String name, @Nullable String value);

    SpanBuilder withTag(String name, long value);

    SpanBuilder withTag(String name, double value);

    SpanBuilder withTag(String name, boolean value);

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
