/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.trace.Span;
import io.ddspring.trace.annotation.DeferredResults;
import io.ddspring.trace.reactor.ReactorSpans;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that return the deferred types of other reactive libraries, as far as Spring can convert them. */
final class AdaptedResults implements DeferredResults {
    private final ReactiveAdapterRegistry adapters = ReactiveAdapterRegistry.getSharedInstance();

    @Override
    public boolean supports(Class<?> returnType) {
        ReactiveAdapter adapter = adapterOf(returnType);
        return adapter != null && adapter.getDescriptor().isDeferred();
    }

    @Override
    public Object trace(Object result, Class<?> returnType, Supplier<Span> spans) {
        ReactiveAdapter adapter = Objects.requireNonNull(adapterOf(returnType), "adapter");
        Publisher<Object> source = adapter.toPublisher(result);
        return adapter.fromPublisher(
                adapter.isMultiValue()
                        ? ReactorSpans.trace(Flux.from(source), spans)
                        : ReactorSpans.trace(Mono.from(source), spans));
    }

    private @Nullable ReactiveAdapter adapterOf(Class<?> returnType) {
        ReactiveAdapter adapter = adapters.getAdapter(returnType);
        // An adapter of a super type would answer with an object of another type than the method promises.
        return adapter != null && returnType.isAssignableFrom(adapter.getReactiveType()) ? adapter : null;
    }
}
