/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.annotation;

import io.ddspring.trace.annotation.MethodTracer;
import io.ddspring.trace.annotation.TracedMethod;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.framework.AopProxyUtils;

/** Runs the calls of traced methods as spans. */
final class TracedMethodInterceptor implements MethodInterceptor {
    private final TracedMethods methods;
    private final MethodTracer tracer;

    TracedMethodInterceptor(TracedMethods methods, MethodTracer tracer) {
        this.methods = methods;
        this.tracer = tracer;
    }

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        Object target = invocation.getThis();
        Class<?> targetClass =
                target == null ? invocation.getMethod().getDeclaringClass() : AopProxyUtils.ultimateTargetClass(target);
        TracedMethod method = methods.find(invocation.getMethod(), targetClass);
        return method == null
                ? invocation.proceed()
                : tracer.traceIntercepted(method, invocation.getArguments(), invocation::proceed);
    }
}
