/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tracer;
import java.lang.reflect.Method;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Makes calls of {@link TracedMethod}s spans. What the call returns or throws reaches the caller unchanged, whatever
 * happens to the span. Thread-safe.
 */
public final class MethodTracer {
    private static final String FAULT_SITE = "trace.annotation";

    private final Supplier<Tracer> tracer;

    /** Starts spans by the tracer that {@code tracer} answers with at the time of the call. */
    public MethodTracer(Supplier<Tracer> tracer) {
        this.tracer = Objects.requireNonNull(tracer, "tracer");
    }

    /** The rest of an intercepted call. */
    @FunctionalInterface
    public interface Call {
        /** Runs it; its result and its failure are those of the application. */
        @Nullable
        Object proceed() throws Throwable;
    }

    /** Runs {@code call} of {@code method}, which a proxy intercepted, as a span. */
    public @Nullable Object traceIntercepted(TracedMethod method, @Nullable Object[] arguments, Call call)
            throws Throwable {
        return trace(method, arguments, call, InterceptedCall.markIn(Context.current(), method));
    }

    /**
     * Runs {@code call}, the body of {@code method}, as a span unless it came through {@link #traceIntercepted} and has
     * one already.
     */
    public @Nullable Object traceBody(TracedMethod method, @Nullable Object[] arguments, Call call) throws Throwable {
        return InterceptedCall.claim(method) ? call.proceed() : trace(method, arguments, call, Context.current());
    }

    /** Whether the calling thread is on its way into {@code method} and the active span is that of this call. */
    public static boolean isBeingTraced(Method method) {
        return InterceptedCall.isOf(method);
    }

    private @Nullable Object trace(TracedMethod method, @Nullable Object[] arguments, Call call, Context context)
            throws Throwable {
        DeferredResults deferred = method.deferredResults();
        if (deferred != null) {
            return traceSubscriptions(deferred, method, arguments, call, context);
        }
        Span span = startQuietly(method, arguments);
        if (!span.isRecording()) {
            return call.proceed();
        }
        Object result;
        try (ContextScope scope = context.with(Span.CONTEXT_KEY, span).activate()) {
            result = call.proceed();
        } catch (Throwable failure) {
            SpanEnd.failed(span, failure);
            throw failure;
        }
        SpanEnd.withResult(span, result);
        return result;
    }

    private @Nullable Object traceSubscriptions(
            DeferredResults deferred, TracedMethod method, @Nullable Object[] arguments, Call call, Context context)
            throws Throwable {
        Object result;
        try (ContextScope scope = context.activate()) {
            result = call.proceed();
        } catch (Throwable failure) {
            SpanEnd.failed(startQuietly(method, arguments), failure);
            throw failure;
        }
        if (result == null) {
            return null;
        }
        try {
            return deferred.trace(result, method.method().getReturnType(), () -> startQuietly(method, arguments));
        } catch (Throwable failure) {
            Faults.shared().record(FAULT_SITE, failure);
            return result;
        }
    }

    private Span startQuietly(TracedMethod method, @Nullable Object[] arguments) {
        try {
            return method.start(tracer.get(), arguments);
        } catch (Throwable failure) {
            Faults.shared().record(FAULT_SITE, failure);
            return Span.noop();
        }
    }
}
