/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import io.micrometer.tracing.CurrentTraceContext;
import io.micrometer.tracing.TraceContext;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import org.jspecify.annotations.Nullable;

/** The active span of each thread, which is the one of our own context. Thread-safe. */
final class ActiveTraceContext implements CurrentTraceContext {
    @Override
    public @Nullable TraceContext context() {
        Span active = Span.from(Context.current());
        return active == null ? null : MicrometerTraceContext.of(active, null);
    }

    @Override
    public Scope newScope(@Nullable TraceContext context) {
        Context current = Context.current();
        Context next = context == null
                ? current.without(Span.CONTEXT_KEY)
                : MicrometerTraceContext.activated(current, context);
        return next.activate()::close;
    }

    @Override
    public Scope maybeScope(@Nullable TraceContext context) {
        return isActive(context) ? Scope.NOOP : newScope(context);
    }

    private static boolean isActive(@Nullable TraceContext context) {
        Span active = Span.from(Context.current());
        Span wanted = MicrometerTraceContext.spanOf(context);
        if (active == null || wanted == null) {
            return active == wanted;
        }
        // One of another process is the same whenever its identity is.
        return active == wanted
                || (wanted.data() == null
                        && wanted.context().traceIdLow() != 0
                        && wanted.context().equals(active.context()));
    }

    @Override
    public <C> Callable<C> wrap(Callable<C> task) {
        return Context.current().wrap(task);
    }

    @Override
    public Runnable wrap(Runnable task) {
        return Context.current().wrap(task);
    }

    @Override
    public Executor wrap(Executor delegate) {
        return Context.propagatingTo(delegate);
    }

    @Override
    public ExecutorService wrap(ExecutorService delegate) {
        return new PropagatingExecutorService(delegate);
    }
}
