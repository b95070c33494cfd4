/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * Gives the task that a handler leaves to another thread the context of that handler, whatever executor runs it. One
 * serves one request. The thread of the task does not look at the request, which the container may have given to somebody
 * else by then, after a timeout.
 */
final class CallableContext implements CallableProcessingInterceptor {
    /** Written before the task is handed over. */
    private Context captured = Context.root();

    /** Belongs to the thread of the task. */
    private ContextScope active = ContextScope.NOOP;

    @Override
    public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
        captured = Context.current();
    }

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        active = captured.activate();
    }

    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
        active.close();
    }
}
