/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Mono;
import reactor.core.publisher.MonoOperator;

/** A publisher of at most one element with a span for each subscription. */
final class TracedMono<T> extends MonoOperator<T, T> {
    private final SubscriptionSpans spans;

    TracedMono(Mono<? extends T> source, SubscriptionSpans spans) {
        super(source);
        this.spans = spans;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        spans.subscribe(source::subscribe, actual);
    }
}
