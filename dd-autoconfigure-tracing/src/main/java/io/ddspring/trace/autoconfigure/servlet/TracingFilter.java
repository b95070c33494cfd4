/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.http.BlockingResponse;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.FilterConfig;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Surrounds everything the application does for a request with the request's span, in every dispatch. What the
 * application throws and answers passes unchanged.
 */
final class TracingFilter implements Filter {
    private static final String SITE = "servlet.filter";

    private final RequestTracing tracing;

    TracingFilter(RequestTracing tracing) {
        this.tracing = tracing;
    }

    @Override
    public void init(FilterConfig config) {
        tracing.servedBy(config.getServletContext());
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse httpResponse) {
            RequestTrace trace = RequestTrace.of(http);
            boolean starts = trace == null && http.getDispatcherType() == DispatcherType.REQUEST;
            if (starts) {
                trace = startQuietly(http, httpResponse);
            }
            if (trace != null) {
                dispatch(trace, starts, http, httpResponse, chain);
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void dispatch(
            RequestTrace trace,
            boolean starts,
            HttpServletRequest request,
            HttpServletResponse response,
            FilterChain chain)
            throws IOException, ServletException {
        ContextScope scope = trace.activate();
        try {
            BlockingResponse blocked = starts ? tracing.requestStarted(trace) : null;
            if (blocked == null) {
                chain.doFilter(request, response);
            } else {
                send(blocked, response);
            }
        } catch (Throwable failure) {
            recordQuietly(trace, failure);
            throw failure;
        } finally {
            leaveQuietly(trace, request);
            scope.close();
        }
    }

    private @Nullable RequestTrace startQuietly(HttpServletRequest request, HttpServletResponse response) {
        try {
            return tracing.start(request, response);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
            return null;
        }
    }

    private static void recordQuietly(RequestTrace trace, Throwable failure) {
        try {
            trace.failed(failure);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    private static void leaveQuietly(RequestTrace trace, HttpServletRequest request) {
        try {
            trace.dispatchLeft(request);
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    private static void send(BlockingResponse blocked, HttpServletResponse response) throws IOException {
        response.setStatus(blocked.status());
        for (Map.Entry<String, String> header : blocked.headers().entrySet()) {
            response.setHeader(header.getKey(), header.getValue());
        }
        byte[] body = blocked.body().getBytes(StandardCharsets.UTF_8);
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
