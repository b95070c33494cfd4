/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.SpanType;
import io.ddspring.trace.Tags;
import io.ddspring.trace.Tracer;
import org.jspecify.annotations.Nullable;

/**
 * The spans of the handlers and views of one request. Handlers may nest, by forwarding, and follow each other, when an error page reports
 * the failure of another. Confined to the thread that dispatches the request.
 */
final class HandlerTraces {
    private static final String OPERATION = "spring.handler";
    private static final String COMPONENT = "spring-web-controller";
    private static final String RENDER_OPERATION = "response.render";
    private static final String RENDER_COMPONENT = "spring-webmvc";
    private static final String VIEW_NAME = "view.name";
    private static final String VIEW_TYPE = "view.type";

    private final Span requestSpan;
    private @Nullable HandlerTrace innermost;
    private @Nullable HandlerTrace suspended;
    private boolean anyLeft;

    /** A handler that runs, inside of {@code outer} if that is not null. */
    private static final class HandlerTrace {
        private final Object handler;
        private final Span span;
        private final ContextScope scope;
        private final @Nullable HandlerTrace outer;
        private @Nullable Throwable failure;

        HandlerTrace(Object handler, Span span, ContextScope scope, @Nullable HandlerTrace outer) {
            this.handler = handler;
            this.span = span;
            this.scope = scope;
            this.outer = outer;
        }
    }

    HandlerTraces(Span requestSpan) {
        this.requestSpan = requestSpan;
    }

    /** Whether a handler of the application runs or has run; one that knew nothing of the path does not count. */
    boolean any() {
        return innermost != null || anyLeft;
    }

    /** {@code handler} is about to run; until it is left its span is the active one. */
    void enter(Tracer tracer, Object handler, String resource) {
        begin(tracer, handler, OPERATION, COMPONENT).setResourceName(resource, ResourcePriority.FRAMEWORK_ROUTE);
    }

    /**
     * {@code handler} has returned and its view is about to be rendered. In an {@code async} dispatch it has returned
     * before; otherwise one that was not entered has no view worth a span.
     */
    void render(Tracer tracer, Object handler, boolean async, @Nullable String viewName, @Nullable Object view) {
        HandlerTrace running = innermost;
        if (running == null ? !(async && anyLeft) : running.handler != handler) {
            return;
        }
        leave(handler);
        Span span = begin(tracer, handler, RENDER_OPERATION, RENDER_COMPONENT);
        if (viewName != null) {
            int query = viewName.indexOf('?');
            span.setTag(VIEW_NAME, query < 0 ? viewName : viewName.substring(0, query));
        }
        if (view != null) {
            span.setTag(VIEW_TYPE, view.getClass().getName());
        }
    }

    private Span begin(Tracer tracer, Object handler, String operation, String component) {
        HandlerTrace outer = innermost;
        Span span = tracer.buildSpan(operation)
                .asChildOf(outer == null ? requestSpan : outer.span)
                .start();
        span.setSpanType(SpanType.WEB);
        span.setTag(Tags.SPAN_KIND, SpanKind.SERVER);
        span.setTag(Tags.COMPONENT, component);
        span.setMeasured(true);
        ContextScope scope = Context.current().with(Span.CONTEXT_KEY, span).activate();
        innermost = new HandlerTrace(handler, span, scope, outer);
        return span;
    }

    /** The handler, or the task that it left to another thread, has thrown; the first exception is the reason. */
    void failed(Throwable thrown) {
        HandlerTrace failing = innermost == null ? suspended : innermost;
        if (failing != null && failing.failure == null) {
            failing.failure = thrown;
            failing.span.recordError(thrown);
        }
    }

    /** What {@code handler} threw, or null. */
    @Nullable
    Throwable failureOf(Object handler) {
        HandlerTrace running = innermost;
        return running == null || running.handler != handler ? null : running.failure;
    }

    /** {@code handler} has done its work. Does nothing when it was not entered. */
    void leave(Object handler) {
        HandlerTrace running = innermost;
        if (running != null && running.handler == handler) {
            innermost = running.outer;
            anyLeft = true;
            running.scope.close();
            running.span.finish();
        }
    }

    /** {@code handler} has returned, but its work goes on elsewhere. */
    void suspend(Object handler) {
        suspended = innermost;
        leave(handler);
    }

    /** {@code handler} turned out to know nothing of the path: as if it had not been asked. */
    void forget(Object handler) {
        HandlerTrace running = innermost;
        if (running != null && running.handler == handler) {
            innermost = running.outer;
            running.scope.close();
            running.span.abandon();
        }
    }

    /** Leaves what was entered but never left. */
    void leaveAll() {
        HandlerTrace running = innermost;
        while (running != null) {
            leave(running.handler);
            running = innermost;
        }
    }
}
