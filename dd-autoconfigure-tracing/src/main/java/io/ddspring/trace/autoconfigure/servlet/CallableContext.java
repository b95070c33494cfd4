/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import jakarta.servlet.http.HttpServletRequest;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.NativeWebRequest;
import org.springframework.web.context.request.async.CallableProcessingInterceptor;

/**
 * Gives the task that a handler leaves to another thread the context of that handler, whatever executor runs it.
 * Thread-safe.
 */
final class CallableContext implements CallableProcessingInterceptor {
    static final CallableContext INSTANCE = new CallableContext();

    private static final String SITE = "servlet.callable";
    private static final String CAPTURED = CallableContext.class.getName() + ".captured";
    private static final String ACTIVE = CallableContext.class.getName() + ".active";

    private CallableContext() {}

    @Override
    public <T> void beforeConcurrentHandling(NativeWebRequest request, Callable<T> task) {
        try {
            set(request, CAPTURED, Context.current());
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public <T> void preProcess(NativeWebRequest request, Callable<T> task) {
        try {
            if (get(request, CAPTURED) instanceof Context captured) {
                set(request, ACTIVE, captured.activate());
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public <T> void postProcess(NativeWebRequest request, Callable<T> task, @Nullable Object result) {
        try {
            if (get(request, ACTIVE) instanceof ContextScope active) {
                active.close();
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    private static void set(NativeWebRequest request, String name, Object value) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        if (servletRequest != null) {
            servletRequest.setAttribute(name, value);
        }
    }

    private static @Nullable Object get(NativeWebRequest request, String name) {
        HttpServletRequest servletRequest = request.getNativeRequest(HttpServletRequest.class);
        return servletRequest == null ? null : servletRequest.getAttribute(name);
    }
}
