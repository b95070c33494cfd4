/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.micrometer.tracing.ScopedSpan;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.TraceContext;
import io.micrometer.tracing.Tracer;

/** A span that is the active one until it ends. Belongs to the thread that started it. */
final class SpanWithScope implements ScopedSpan {
    private final Span span;
    private final Tracer.SpanInScope scope;

    SpanWithScope(Span span, Tracer.SpanInScope scope) {
        this.span = span;
        this.scope = scope;
    }

    @Override
    public boolean isNoop() {
        return span.isNoop();
    }

    @Override
    public TraceContext context() {
        return span.context();
    }

    @Override
    public ScopedSpan name(String name) {
        span.name(name);
        return this;
    }

    @Override
    public ScopedSpan tag(String key, String value) {
        span.tag(key, value);
        return this;
    }

    @Override
    public ScopedSpan event(String value) {
        span.event(value);
        return this;
    }

    @Override
    public ScopedSpan error(Throwable throwable) {
        span.error(throwable);
        return this;
    }

    @Override
    public void end() {
        scope.close();
        span.end();
    }
}
