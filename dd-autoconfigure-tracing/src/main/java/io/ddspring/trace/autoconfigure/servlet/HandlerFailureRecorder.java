/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.metrics.Faults;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.web.servlet.HandlerExceptionResolver;
import org.springframework.web.servlet.ModelAndView;

/**
 * Sees the exceptions of handlers before anybody turns them into a response, and resolves none. Thread-safe.
 */
final class HandlerFailureRecorder implements HandlerExceptionResolver, Ordered {
    @Override
    public @Nullable ModelAndView resolveException(
            HttpServletRequest request, HttpServletResponse response, @Nullable Object handler, Exception thrown) {
        try {
            RequestTrace trace = RequestTrace.of(request);
            if (trace != null && handler != null) {
                trace.handlers().failed(RequestTrace.reasonOf(thrown));
            }
        } catch (Throwable ours) {
            Faults.shared().record("servlet.handler", ours);
        }
        return null;
    }

    @Override
    public int getOrder() {
        return HIGHEST_PRECEDENCE;
    }
}
