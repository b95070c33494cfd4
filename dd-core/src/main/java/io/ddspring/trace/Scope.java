/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import io.ddspring.context.ActiveScope;

/**
 * The time during which a span is the active one of a thread. Closing does not finish the span. To be closed on the
 * thread that opened it; a wrong or second close does nothing.
 */
public final class Scope extends ActiveScope {
    private final Span span;

    private Scope(Span span) {
        super(Span.CONTEXT_KEY, span);
        this.span = span;
    }

    /**
     * Makes {@code span} the active span of the calling thread. While the span that records nothing is active, spans
     * started without another parent record nothing either.
     */
    public static Scope activate(Span span) {
        Scope scope = new Scope(span);
        scope.open();
        return scope;
    }

    /** The span this scope made active. */
    public Span span() {
        return span;
    }
}
