/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import io.ddspring.context.Context;
import java.time.Duration;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/**
 * Starts spans and sends what they recorded. Thread-safe. Whoever created a tracer closes it; in a Spring Boot
 * application that is the application context, and the tracer is the bean {@code ddTracer}.
 *
 * <pre>{@code
 * Span span = tracer.buildSpan("order.price").withResourceName("standard").start();
 * try (Scope scope = tracer.activate(span)) {
 *     return price(order);
 * } catch (Throwable failure) {
 *     span.recordError(failure);
 *     throw failure;
 * } finally {
 *     span.finish();
 * }
 * }</pre>
 */
public interface Tracer extends AutoCloseable {
    /** The tracer that records nothing. */
    static Tracer noop() {
        return NoopTracer.INSTANCE;
    }

    /** The newest tracer that is running in this process, for code outside Spring; {@link #noop()} when there is none. */
    static Tracer current() {
        return CurrentTracer.get();
    }

    /** Begins the description of a span of the given operation, for example {@code order.price}. */
    SpanBuilder buildSpan(String operationName);

    /** Starts a child of the active span. */
    default Span startSpan(String operationName) {
        return buildSpan(operationName).start();
    }

    /** The active span of the calling thread; {@link Span#noop()} when there is none. */
    default Span activeSpan() {
        Span active = Span.from(Context.current());
        return active == null ? Span.noop() : active;
    }

    /**
     * The first span of the active trace in this process, normally that of the request; {@link Span#noop()} when no span
     * is active.
     */
    default Span activeLocalRoot() {
        return activeSpan().localRoot();
    }

    /** Makes {@code span} the active span of the calling thread until the scope is closed. */
    default Scope activate(Span span) {
        return Scope.activate(span);
    }

    /** Calls {@code work} inside a new active span; its failure is recorded and thrown unchanged. */
    default <T extends @Nullable Object> T trace(String operationName, Callable<T> work) throws Exception {
        Span span = startSpan(operationName);
        try (Scope scope = activate(span)) {
            return work.call();
        } catch (Throwable failure) {
            span.recordError(failure);
            throw failure;
        } finally {
            span.finish();
        }
    }

    /** Runs {@code work} inside a new active span; its failure is recorded and thrown unchanged. */
    default void trace(String operationName, Runnable work) {
        Span span = startSpan(operationName);
        try (Scope scope = activate(span)) {
            work.run();
        } catch (Throwable failure) {
            span.recordError(failure);
            throw failure;
        } finally {
            span.finish();
        }
    }

    /**
     * Sends what is finished and waits for it, at most {@code budget}. What was not sent by then stays queued. Not to be
     * called on a request thread.
     */
    void flush(Duration budget);

    /**
     * Delivers what is finished, within a bounded time, and stops. Spans started later record nothing, and what is still
     * open is lost. A second call does nothing.
     */
    @Override
    void close();
}
