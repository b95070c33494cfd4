/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import io.ddspring.trace.autoconfigure.spi.TracedRequest;
import io.ddspring.trace.http.HttpServerConvention;
import io.ddspring.trace.http.HttpServerRequest;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * The span of one request through all its dispatches, from the first filter to the moment when the container is done
 * with it; kept in a request attribute. The container dispatches a request on one thread at a time, so what is not about
 * ending needs no lock. A request that is not traced has one too: its span records nothing.
 */
final class RequestTrace implements AsyncListener, TracedRequest {
    /** Value of the attribute of a request without a trace whose end will be told. */
    private static final Object END_IS_ANNOUNCED = new Object();

    private static final String TIMEOUT_TAG = "timeout";

    private final HttpServerConvention convention;
    private final RouteFinder routeFinder;
    private final HttpServletRequest request;
    private final HttpServletResponse response;
    private final HttpServerRequest view;
    private final Span span;
    private final Context context;
    private final HandlerTraces handlers;
    private final AtomicBoolean ended = new AtomicBoolean();
    private final boolean endIsAnnounced;
    private volatile boolean listensToAsync;
    private volatile @Nullable Throwable failure;
    private volatile @Nullable String route;

    RequestTrace(
            HttpServerConvention convention,
            RouteFinder routeFinder,
            HttpServletRequest request,
            HttpServletResponse response,
            HttpServerRequest view,
            Span span) {
        this.convention = convention;
        this.routeFinder = routeFinder;
        this.request = request;
        this.response = response;
        this.view = view;
        this.span = span;
        // Whatever an earlier task has left on a pooled thread does not belong to this request.
        this.context = Context.root().with(Span.CONTEXT_KEY, span);
        this.handlers = new HandlerTraces(span);
        this.endIsAnnounced = request.getAttribute(ATTRIBUTE) == END_IS_ANNOUNCED;
        request.setAttribute(ATTRIBUTE, this);
    }

    /** The trace of {@code request}, or null when it has none. */
    static @Nullable RequestTrace of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof RequestTrace trace ? trace : null;
    }

    /** Notes that the end of {@code request} will be told, so that no dispatch needs to take itself for the last. */
    static void announceEnd(ServletRequest request) {
        request.setAttribute(ATTRIBUTE, END_IS_ANNOUNCED);
    }

    @Override
    public Span span() {
        return span;
    }

    HttpServerRequest request() {
        return view;
    }

    HandlerTraces handlers() {
        return handlers;
    }

    /** Whether spans below this one would be sent. */
    boolean isOpen() {
        return span.isRecording();
    }

    /** Makes the span the active one of a dispatch. */
    ContextScope activate() {
        return context.activate();
    }

    /** Notes the route of the first handler; what error pages and forwards match later is not the request's route. */
    void routeMatched(String matched) {
        if (route == null) {
            route = matched;
            convention.onRoute(span, view, matched);
        }
    }

    /** Notes an exception that left all filters; the first one is the reason, later ones come from reporting it. */
    void failed(Throwable thrown) {
        if (failure == null) {
            Throwable reason = reasonOf(thrown);
            failure = reason;
            span.recordError(reason);
        }
    }

    /** What the application threw: the servlet API lets only its own wrapper carry some exceptions. */
    static Throwable reasonOf(Throwable thrown) {
        Throwable cause = thrown.getCause();
        return thrown.getClass() == ServletException.class && cause != null ? cause : thrown;
    }

    /** A dispatch has passed all filters on its way out. */
    void dispatchLeft(HttpServletRequest dispatched) {
        handlers.leaveAll();
        if (dispatched.isAsyncStarted()) {
            if (!listensToAsync) {
                dispatched.getAsyncContext().addListener(this);
                listensToAsync = true;
            }
        } else if (!endIsAnnounced) {
            end();
        }
    }

    /** The container is done with {@code request}, or with a dispatch of it whose asynchronous work goes on. */
    static void end(ServletRequest request) {
        RequestTrace trace = of(request);
        if (trace != null && !trace.listensToAsync) {
            trace.end();
        }
    }

    /** Ends the span, once. */
    private void end() {
        if (!ended.compareAndSet(false, true)) {
            return;
        }
        try {
            int status = status();
            if (isOpen() && route == null && !handlers.any() && status != HttpServletResponse.SC_NOT_FOUND) {
                findRoute();
            }
            convention.onResponse(span, view, status, route, response::getHeader);
        } catch (Throwable ours) {
            Faults.shared().record("servlet.response", ours);
        } finally {
            span.finish();
        }
    }

    private void findRoute() {
        String found = view.rawPath().equals(request.getRequestURI()) ? routeFinder.find(request) : null;
        if (found != null) {
            routeMatched(request.getContextPath() + found);
        }
    }

    /** The status that the client sees: a container that has not yet reported an exception will do so with a 500. */
    private int status() {
        int status = response.getStatus();
        return failure != null && status < 400 && !response.isCommitted() ? 500 : status;
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Starting again forgets the listeners.
        event.getAsyncContext().addListener(this);
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        // Whether it is an error is up to the application, which may still answer; the status will tell.
        span.setTag(TIMEOUT_TAG, event.getAsyncContext().getTimeout());
    }

    @Override
    public void onError(AsyncEvent event) {
        Throwable thrown = event.getThrowable();
        if (thrown != null) {
            failed(thrown);
        }
    }

    @Override
    public void onComplete(AsyncEvent event) {
        end();
    }
}
