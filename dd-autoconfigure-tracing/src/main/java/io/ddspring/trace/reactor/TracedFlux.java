/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.reactor;

import reactor.core.CoreSubscriber;
import reactor.core.publisher.Flux;
import reactor.core.publisher.FluxOperator;

/** A publisher of any number of elements with a span for each subscription. */
final class TracedFlux<T> extends FluxOperator<T, T> {
    private final SubscriptionSpans spans;

    TracedFlux(Flux<? extends T> source, SubscriptionSpans spans) {
        super(source);
        this.spans = spans;
    }

    @Override
    public void subscribe(CoreSubscriber<? super T> actual) {
        spans.subscribe(source::subscribe, actual);
    }
}
