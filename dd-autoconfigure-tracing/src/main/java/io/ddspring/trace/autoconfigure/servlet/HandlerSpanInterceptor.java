/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.event.EventHub;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Tracer;
import io.ddspring.trace.http.PathParametersBound;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.web.context.request.async.WebAsyncUtils;
import org.springframework.web.servlet.AsyncHandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.resource.NoResourceFoundException;

/** Gives every handler of a traced request and its view their spans, and the request its route. Thread-safe. */
final class HandlerSpanInterceptor implements AsyncHandlerInterceptor {
    private static final String SITE = "servlet.handler";

    private final Tracer tracer;
    private final EventHub events;
    private final HandlerNames names = new HandlerNames();

    HandlerSpanInterceptor(Tracer tracer, EventHub events) {
        this.tracer = tracer;
        this.events = events;
    }

    @Override
    public boolean preHandle(HttpServletRequest request, HttpServletResponse response, Object handler) {
        try {
            RequestTrace trace = RequestTrace.of(request);
            if (trace != null) {
                WebAsyncUtils.getAsyncManager(request)
                        .registerCallableInterceptor(CallableContext.class, new CallableContext());
                if (trace.isOpen()) {
                    enter(trace, request, handler);
                }
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
        return true;
    }

    @Override
    public void postHandle(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable ModelAndView result) {
        if (result == null || result.wasCleared()) {
            return;
        }
        try {
            RequestTrace trace = RequestTrace.of(request);
            if (trace != null && trace.isOpen()) {
                boolean async = request.getDispatcherType() == DispatcherType.ASYNC;
                trace.handlers().render(tracer, handler, async, result.getViewName(), result.getView());
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public void afterConcurrentHandlingStarted(
            HttpServletRequest request, HttpServletResponse response, Object handler) {
        try {
            RequestTrace trace = RequestTrace.of(request);
            if (trace != null) {
                trace.handlers().suspend(handler);
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    @Override
    public void afterCompletion(
            HttpServletRequest request, HttpServletResponse response, Object handler, @Nullable Exception thrown) {
        try {
            RequestTrace trace = RequestTrace.of(request);
            if (trace != null) {
                leave(trace.handlers(), handler, thrown);
            }
        } catch (Throwable ours) {
            Faults.shared().record(SITE, ours);
        }
    }

    private void enter(RequestTrace trace, HttpServletRequest request, Object handler) {
        HandlerTraces handlers = trace.handlers();
        boolean reportsError = request.getDispatcherType() == DispatcherType.ERROR
                || request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) != null;
        if (reportsError && !handlers.any()) {
            // The error page of a path that nothing is mapped to says nothing about the application.
            return;
        }
        if (request.getDispatcherType() == DispatcherType.ASYNC && handlers.any()) {
            // The handler has run; in this dispatch it only sends the result.
            return;
        }
        if (!handlers.any()) {
            routeMatched(trace, request);
        }
        handlers.enter(tracer, handler, names.of(handler));
    }

    private static void leave(HandlerTraces handlers, Object handler, @Nullable Exception thrown) {
        if (thrown != null) {
            handlers.failed(thrown);
        }
        if (handlers.failureOf(handler) instanceof NoResourceFoundException) {
            handlers.forget(handler);
        } else {
            handlers.leave(handler);
        }
    }

    private void routeMatched(RequestTrace trace, HttpServletRequest request) {
        Object pattern = request.getAttribute(HandlerMapping.BEST_MATCHING_PATTERN_ATTRIBUTE);
        if (pattern == null) {
            return;
        }
        String contextPath = request.getContextPath();
        String route = contextPath.isEmpty() ? pattern.toString() : contextPath + pattern;
        trace.routeMatched(route);
        if (events.hasListeners(PathParametersBound.TYPE)) {
            events.dispatch(
                    PathParametersBound.TYPE, new PathParametersBound(trace.span(), route, parameters(request)));
        }
    }

    private static Map<String, String> parameters(HttpServletRequest request) {
        Map<String, String> parameters = new HashMap<>();
        if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE) instanceof Map<?, ?> variables) {
            variables.forEach((name, value) -> parameters.put(String.valueOf(name), String.valueOf(value)));
        }
        return parameters;
    }
}
