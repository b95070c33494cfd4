/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.propagation.HeaderGetter;
import io.ddspring.propagation.HeaderSetter;
import io.ddspring.trace.RemoteSpanContext;
import io.ddspring.trace.Span;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.context.propagation.TextMapPropagator;
import io.opentelemetry.context.propagation.TextMapSetter;
import java.util.Collection;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Reads and writes the headers of the configured styles. */
final class BridgedPropagator implements TextMapPropagator {
    private final Supplier<TracingEngine> engine;

    BridgedPropagator(Supplier<TracingEngine> engine) {
        this.engine = engine;
    }

    @Override
    public Collection<String> fields() {
        return engine.get().propagator().fields();
    }

    @Override
    public <C> void inject(@Nullable Context context, @Nullable C carrier, @Nullable TextMapSetter<C> setter) {
        Span span = context == null || setter == null ? null : SharedContexts.spanOf(context);
        if (context == null || setter == null || span == null || span.context().traceIdLow() == 0) {
            return;
        }
        BridgedBaggage.join(context, span);
        HeaderSetter<Headers<C>> toHeaders = (headers, name, value) -> setter.set(headers.carrier(), name, value);
        engine.get().propagator().inject(span.context(), new Headers<>(carrier), toHeaders);
    }

    @Override
    public <C> Context extract(@Nullable Context context, @Nullable C carrier, @Nullable TextMapGetter<C> getter) {
        if (context == null) {
            return Context.root();
        }
        if (getter == null) {
            return context;
        }
        HeaderGetter<Headers<C>> fromHeaders = (headers, name) -> getter.get(headers.carrier(), name);
        RemoteSpanContext remote = engine.get().propagator().extract(new Headers<>(carrier), fromHeaders);
        if (remote == null) {
            return context;
        }
        Context extracted = BridgedBaggage.withItems(context, remote.baggage());
        return remote.hasTrace() ? extracted.with(new BridgedSpan(Span.recordedElsewhere(remote), null)) : extracted;
    }

    /** A message, which OpenTelemetry allows to be null. */
    private record Headers<C>(@Nullable C carrier) {}
}
