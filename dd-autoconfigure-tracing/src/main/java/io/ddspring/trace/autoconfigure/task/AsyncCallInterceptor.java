/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.annotation.MethodNames;
import io.ddspring.trace.annotation.SpanEnd;
import java.lang.reflect.Method;
import java.util.function.Supplier;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.support.AopUtils;

/** Runs the call of an {@code @Async} method, on the thread that does the work, as a child of the caller's span. */
final class AsyncCallInterceptor implements MethodInterceptor {
    private final Supplier<Tracer> tracer;

    AsyncCallInterceptor(Supplier<Tracer> tracer) {
        this.tracer = tracer;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Context caller = AsyncCallerContext.of(invocation);
        Span span = startQuietly(invocation, caller);
        Context context = span.isRecording() ? caller.with(Span.CONTEXT_KEY, span) : caller;
        Object result;
        try (ContextScope scope = context.activate()) {
            result = invocation.proceed();
        } catch (Throwable failure) {
            SpanEnd.failed(span, failure);
            throw failure;
        }
        SpanEnd.withResult(span, result);
        return result;
    }

    private Span startQuietly(MethodInvocation invocation, Context caller) {
        try (ContextScope scope = caller.activate()) {
            Span span = tracer.get().startSpan(nameOf(invocation));
            span.setTag(Tags.COMPONENT, SpringScheduling.COMPONENT);
            return span;
        } catch (Throwable failure) {
            Faults.shared().record("trace.async.call", failure);
            return Span.noop();
        }
    }

    private static String nameOf(MethodInvocation invocation) {
        Object target = invocation.getThis();
        Method method = target == null
                ? invocation.getMethod()
                : AopUtils.getMostSpecificMethod(invocation.getMethod(), AopUtils.getTargetClass(target));
        return MethodNames.resourceOf(method.getDeclaringClass(), method);
    }
}
