/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.reactor;

import io.ddspring.context.ContextScope;
import io.ddspring.trace.Span;
import io.ddspring.trace.annotation.SpanEnd;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Subscription;
import reactor.core.CoreSubscriber;
import reactor.core.Scannable;
import reactor.util.context.Context;

/** Stands between a traced publisher and its subscriber: work upstream has the span, work downstream has not. */
final class TracedSubscriber<T> implements CoreSubscriber<T>, Subscription, Scannable {
    private final CoreSubscriber<? super T> actual;
    private final Span span;
    private final io.ddspring.context.Context outer;
    private final io.ddspring.context.Context inner;
    private final boolean single;
    private final Context reactorContext;
    private final AtomicBoolean ended = new AtomicBoolean();
    private volatile @Nullable Subscription upstream;

    TracedSubscriber(
            CoreSubscriber<? super T> actual,
            Span span,
            io.ddspring.context.Context outer,
            io.ddspring.context.Context inner,
            boolean single) {
        this.actual = actual;
        this.span = span;
        this.outer = outer;
        this.inner = inner;
        this.single = single;
        this.reactorContext = actual.currentContext().put(ReactorSpans.CONTEXT_KEY, inner);
    }

    @Override
    public Context currentContext() {
        return reactorContext;
    }

    @Override
    public void onSubscribe(Subscription subscription) {
        upstream = subscription;
        try (ContextScope scope = outer.activate()) {
            actual.onSubscribe(this);
        }
    }

    @Override
    public void onNext(T element) {
        // Whoever waits for a single element goes on with it, and then the span must have ended.
        if (single && ended.compareAndSet(false, true)) {
            span.finish();
        }
        try (ContextScope scope = outer.activate()) {
            actual.onNext(element);
        }
    }

    @Override
    public void onError(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            SpanEnd.failed(span, failure);
        }
        try (ContextScope scope = outer.activate()) {
            actual.onError(failure);
        }
    }

    @Override
    public void onComplete() {
        if (ended.compareAndSet(false, true)) {
            span.finish();
        }
        try (ContextScope scope = outer.activate()) {
            actual.onComplete();
        }
    }

    @Override
    public void request(long count) {
        Subscription subscription = upstream;
        if (subscription != null) {
            try (ContextScope scope = inner.activate()) {
                subscription.request(count);
            }
        }
    }

    @Override
    public void cancel() {
        Subscription subscription = upstream;
        try (ContextScope scope = inner.activate()) {
            if (subscription != null) {
                subscription.cancel();
            }
        } finally {
            if (ended.compareAndSet(false, true)) {
                SpanEnd.cancelled(span);
            }
        }
    }

    void failedToSubscribe(Throwable failure) {
        if (ended.compareAndSet(false, true)) {
            SpanEnd.failed(span, failure);
        }
    }

    @Override
    @SuppressWarnings("rawtypes") // as Reactor declares it
    public @Nullable Object scanUnsafe(Attr key) {
        if (key == Attr.PARENT) {
            return upstream;
        }
        return key == Attr.ACTUAL ? actual : null;
    }
}
