/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.reactor;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import java.util.function.Supplier;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/**
 * Publishers whose subscriptions are spans. The span is active while the publisher is being subscribed to, asked for
 * more and cancelled, and is in its Reactor context; what follows downstream sees the span that was active before. A
 * failure is recorded; a cancelled subscription has the tag {@code cancelled}. Thread-safe.
 */
public final class ReactorSpans {
    /** Key of our context in Reactor's. */
    public static final String CONTEXT_KEY = "datadog.context";

    private ReactorSpans() {}

    /** {@code source} with a span of {@code spans}, started as a child of the subscriber's, for each subscription. */
    public static <T> Mono<T> trace(Mono<T> source, Supplier<Span> spans) {
        return new TracedMono<>(source, new SubscriptionSpans(spans, true, Context.current()));
    }

    /** {@code source} with a span of {@code spans}, started as a child of the subscriber's, for each subscription. */
    public static <T> Flux<T> trace(Flux<T> source, Supplier<Span> spans) {
        return new TracedFlux<>(source, new SubscriptionSpans(spans, false, Context.current()));
    }
}
