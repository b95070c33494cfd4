/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.context.ContextKey;
import io.ddspring.context.ContextScope;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanContext;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.Scope;
import org.jspecify.annotations.Nullable;

/**
 * One current context for both worlds. Ours is the one that threads have; it holds the OpenTelemetry context that was
 * attached last, and both have the same active span. What OpenTelemetry sees is that context again as long as nothing of
 * ours has changed, else a copy with our active span in it. Such a copy also carries our other values, so that work which
 * OpenTelemetry takes to another thread finds them there.
 */
final class SharedContexts {
    private static final ContextKey<Attached> ATTACHED = ContextKey.named("opentelemetry");
    private static final io.opentelemetry.context.ContextKey<io.ddspring.context.Context> CARRIED =
            io.opentelemetry.context.ContextKey.named("datadog");

    private SharedContexts() {}

    /** An OpenTelemetry context in one of ours. */
    private static final class Attached {
        private final Context context;
        private final @Nullable Span span;
        // Set before any other thread can know this.
        private io.ddspring.context.@Nullable Context holder;

        Attached(Context context, @Nullable Span span) {
            this.context = context;
            this.span = span;
        }
    }

    /** What OpenTelemetry takes for current; null stands for the root. */
    static @Nullable Context current() {
        io.ddspring.context.Context ours = io.ddspring.context.Context.current();
        if (ours == io.ddspring.context.Context.root()) {
            return null;
        }
        Attached attached = ours.get(ATTACHED);
        if (attached != null && attached.holder == ours) {
            return attached.context;
        }
        Span active = Span.from(ours);
        Context seen = attached == null ? Context.root() : attached.context;
        if (active != (attached == null ? null : attached.span)) {
            seen = seen.with(
                    active == null ? io.opentelemetry.api.trace.Span.getInvalid() : new BridgedSpan(active, null));
        }
        seen = BridgedBaggage.show(active, seen);
        // Without the attached one, or each context of a chain of tasks would keep the one before it.
        return seen.with(CARRIED, ours.without(ATTACHED));
    }

    /** Makes {@code context} current in both worlds. */
    static Scope attach(Context context) {
        io.ddspring.context.Context ours = io.ddspring.context.Context.current();
        Attached present = ours.get(ATTACHED);
        if (present != null && present.holder == ours && present.context == context) {
            return Scope.noop();
        }
        io.ddspring.context.Context carried = context.get(CARRIED);
        Span span = spanOf(context);
        Attached attached = new Attached(context, span);
        io.ddspring.context.Context next = (carried == null ? ours : carried).with(ATTACHED, attached);
        next = span == null ? next.without(Span.CONTEXT_KEY) : next.with(Span.CONTEXT_KEY, span);
        attached.holder = next;
        BridgedBaggage.join(context, span);
        ContextScope scope = next.activate();
        return scope::close;
    }

    /** Makes {@code context} and the span in it current, also where the worlds could not be united. */
    @SuppressWarnings("MustBeClosedChecker") // closed together with the returned scope
    static Scope makeCurrent(Context context, Span span) {
        if (SharedContextStorage.isInUse()) {
            return context.makeCurrent();
        }
        Scope theirs = context.makeCurrent();
        ContextScope ours = io.ddspring.context.Context.current()
                .with(Span.CONTEXT_KEY, span)
                .activate();
        return () -> {
            ours.close();
            theirs.close();
        };
    }

    /** The span of {@code context} as one of ours; null when there is none. */
    static @Nullable Span spanOf(Context context) {
        io.opentelemetry.api.trace.Span span = io.opentelemetry.api.trace.Span.fromContextOrNull(context);
        if (span == null) {
            return null;
        }
        if (span instanceof BridgedSpan bridged) {
            return bridged.datadog();
        }
        SpanContext identity = SpanContexts.toDatadog(span.getSpanContext());
        return identity == null ? null : Span.recordedElsewhere(identity);
    }
}
