/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.aop.ProxyMethodInvocation;

/** Keeps the context of the caller with the invocation, which is the same object on the thread that does the work. */
final class AsyncCallerContext implements MethodInterceptor {
    private static final String ATTRIBUTE = AsyncCallerContext.class.getName();

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        if (invocation instanceof ProxyMethodInvocation proxied) {
            proxied.setUserAttribute(ATTRIBUTE, Context.current());
        }
        return invocation.proceed();
    }

    /** The context of the caller of {@code invocation}; the current one when it was not kept. */
    static Context of(MethodInvocation invocation) {
        return invocation instanceof ProxyMethodInvocation proxied
                        && proxied.getUserAttribute(ATTRIBUTE) instanceof Context caller
                ? caller
                : Context.current();
    }
}
