/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.reactor;

import io.ddspring.trace.Span;
import io.ddspring.trace.annotation.DeferredResults;
import java.util.function.Supplier;
import org.reactivestreams.Publisher;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Methods that return {@link Mono}, {@link Flux} or {@link Publisher}. */
public final class ReactorResults implements DeferredResults {
    @Override
    public boolean supports(Class<?> returnType) {
        return Publisher.class.isAssignableFrom(returnType)
                && (returnType.isAssignableFrom(Mono.class) || returnType.isAssignableFrom(Flux.class));
    }

    @Override
    public Object trace(Object result, Class<?> returnType, Supplier<Span> spans) {
        if (result instanceof Mono<?> mono) {
            return ReactorSpans.trace(mono, spans);
        }
        return ReactorSpans.trace(Flux.from((Publisher<?>) result), spans);
    }
}
