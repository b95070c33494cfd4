/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;

/**
 * The time during which a span is the active one of a thread. Closing does not finish the span. To be closed on the
 * thread that opened it; a wrong or second close does nothing.
 */
public final class Scope implements AutoCloseable {
    private final Span span;
    private final ContextScope scope;

    private Scope(Span span, ContextScope scope) {
        this.span = span;
        this.scope = scope;
    }

    /**
     * Makes {@code span} the active span of the calling thread. While the span that records nothing is active, spans
     * started without another parent record nothing either.
     */
    public static Scope activate(Span span) {
        return new Scope(span, Context.current().with(Span.CONTEXT_KEY, span).activate());
    }

    /** The span this scope made active. */
    public Span span() {
        return span;
    }

    @Override
    public void close() {
        scope.close();
    }
}
