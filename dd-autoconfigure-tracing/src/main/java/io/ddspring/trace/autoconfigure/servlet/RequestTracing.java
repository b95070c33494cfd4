/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.event.EventHub;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.Tags;
import io.ddspring.trace.http.BlockingResponse;
import io.ddspring.trace.http.HttpRequestStarted;
import io.ddspring.trace.http.HttpServerConvention;
import jakarta.servlet.ServletContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import org.jspecify.annotations.Nullable;

/** Starts the traces of the requests of one servlet context. Thread-safe. */
final class RequestTracing {
    private static final String OPERATION = "servlet.request";
    private static final String TOMCAT = "tomcat-server";
    private static final String OTHER_CONTAINER = "java-web-servlet";

    private final HttpServerConvention convention;
    private final EventHub events;
    private final IgnoredRequests ignored;
    private final RouteFinder routeFinder;
    private volatile String component = TOMCAT;

    RequestTracing(HttpServerConvention convention, EventHub events, IgnoredRequests ignored, RouteFinder routeFinder) {
        this.convention = convention;
        this.events = events;
        this.ignored = ignored;
        this.routeFinder = routeFinder;
    }

    /** Tells which container the requests come from. */
    void servedBy(ServletContext container) {
        String server = container.getServerInfo();
        component = server != null && server.contains("Tomcat") ? TOMCAT : OTHER_CONTAINER;
    }

    RequestTrace start(HttpServletRequest request, HttpServletResponse response) {
        ServletRequestView view = new ServletRequestView(request);
        Span span = ignored.test(request) ? Span.noop() : convention.start(OPERATION, component, view);
        // From here on the container's announcement of the end finishes the span, whatever goes wrong before.
        RequestTrace trace = new RequestTrace(convention, routeFinder, request, response, view, span);
        if (span.isRecording()) {
            String contextPath = request.getContextPath();
            span.setTag(Tags.SERVLET_CONTEXT, contextPath == null || contextPath.isEmpty() ? "/" : contextPath);
            span.setTag(Tags.SERVLET_PATH, request.getServletPath());
        }
        return trace;
    }

    /** Tells the products of a new request; an answer is to be sent instead of handling it. */
    @Nullable
    BlockingResponse requestStarted(RequestTrace trace) {
        try {
            return events.hasListeners(HttpRequestStarted.TYPE)
                    ? events.dispatchForResult(
                            HttpRequestStarted.TYPE, new HttpRequestStarted(trace.span(), trace.request()))
                    : null;
        } catch (Throwable ours) {
            Faults.shared().record("servlet.event", ours);
            return null;
        }
    }
}
