/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.annotation.MethodTracer;
import io.micrometer.tracing.Span;
import io.micrometer.tracing.annotation.DefaultNewSpanParser;
import io.micrometer.tracing.annotation.NewSpan;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;

/**
 * Names the spans of {@code @NewSpan} methods as Micrometer does. A call that has a span already, because the method is
 * {@link io.ddspring.trace.Traced} as well, gets no second one. Thread-safe.
 */
public final class NewSpans extends DefaultNewSpanParser {
    @Override
    public void parse(MethodInvocation invocation, @Nullable NewSpan newSpan, Span span) {
        io.ddspring.trace.Span active = io.ddspring.trace.Span.from(Context.current());
        if (active != null
                && span instanceof MicrometerSpan ours
                && MethodTracer.isBeingTraced(invocation.getMethod())) {
            ours.borrow(active);
        } else {
            super.parse(invocation, newSpan, span);
        }
    }
}
