/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.reactor;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.trace.Span;
import java.util.function.Consumer;
import java.util.function.Supplier;
import reactor.core.CoreSubscriber;

/** Starts the span of each subscription below the right parent. */
final class SubscriptionSpans {
    private final Supplier<Span> spans;
    private final boolean single;
    private final Context assembly;

    /**
     * Uses {@code spans} for each subscription.
     *
     * @param single whether there is at most one element
     * @param assembly the context in which the publisher was made, for subscribers that have none
     */
    SubscriptionSpans(Supplier<Span> spans, boolean single, Context assembly) {
        this.spans = spans;
        this.single = single;
        this.assembly = assembly;
    }

    <T> void subscribe(Consumer<CoreSubscriber<? super T>> source, CoreSubscriber<? super T> actual) {
        Context outer = contextOf(actual);
        Span span;
        try (ContextScope scope = outer.activate()) {
            span = spans.get();
        }
        if (!span.isRecording()) {
            source.accept(actual);
            return;
        }
        Context inner = outer.with(Span.CONTEXT_KEY, span);
        TracedSubscriber<T> traced = new TracedSubscriber<>(actual, span, outer, inner, single);
        try (ContextScope scope = inner.activate()) {
            source.accept(traced);
        } catch (Throwable failure) {
            traced.failedToSubscribe(failure);
            throw failure;
        }
    }

    private Context contextOf(CoreSubscriber<?> actual) {
        Context carried = actual.currentContext().<Context>getOrDefault(ReactorSpans.CONTEXT_KEY, null);
        if (carried != null) {
            return carried;
        }
        Context current = Context.current();
        return Span.from(current) == null ? assembly : current;
    }
}
