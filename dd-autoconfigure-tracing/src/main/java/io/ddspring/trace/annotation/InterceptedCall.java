/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import io.ddspring.context.Context;
import io.ddspring.context.ContextKey;
import java.lang.reflect.Method;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Left in the context by whoever intercepts a call outside the object, a proxy, for whoever intercepts it inside, woven
 * code: the first to enter the method takes it and knows that the call has its span.
 */
final class InterceptedCall {
    private static final ContextKey<InterceptedCall> KEY = ContextKey.named("intercepted-call");

    private final Method method;
    private final AtomicBoolean claimed = new AtomicBoolean();

    private InterceptedCall(Method method) {
        this.method = method;
    }

    static Context markIn(Context context, TracedMethod method) {
        return context.with(KEY, new InterceptedCall(method.method()));
    }

    static boolean isOf(Method method) {
        InterceptedCall call = Context.current().get(KEY);
        return call != null && call.method.equals(method) && !call.claimed.get();
    }

    static boolean claim(TracedMethod method) {
        InterceptedCall call = Context.current().get(KEY);
        return call != null && call.method.equals(method.method()) && call.claimed.compareAndSet(false, true);
    }
}
