/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.Span;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The ways in which the span of a call ends. Nothing here ever throws. */
public final class SpanEnd {
    /** Tag of a span whose work nobody wanted any more. */
    static final String CANCELLED = "cancelled";

    private static final String FAULT_SITE = "trace.span-end";

    private SpanEnd() {}

    /** Finishes {@code span} now, or, when {@code result} is a {@link CompletionStage}, as soon as that completes. */
    public static void withResult(Span span, @Nullable Object result) {
        try {
            if (result instanceof CompletionStage<?> stage) {
                stage.whenComplete((value, failure) -> completed(span, failure));
            } else {
                span.finish();
            }
        } catch (Throwable failure) {
            // A stage of the application's own may not take callbacks.
            quietly(failure);
            span.finish();
        }
    }

    /** Finishes {@code span} with {@code failure} of the application. */
    public static void failed(Span span, Throwable failure) {
        try {
            span.recordError(failure);
        } catch (Throwable ours) {
            quietly(ours);
        } finally {
            span.finish();
        }
    }

    /** Finishes {@code span}, whose work was cancelled. */
    public static void cancelled(Span span) {
        span.setTag(CANCELLED, true);
        span.finish();
    }

    private static void completed(Span span, @Nullable Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        if (cause == null) {
            span.finish();
        } else if (cause instanceof CancellationException) {
            cancelled(span);
        } else {
            failed(span, cause);
        }
    }

    private static void quietly(Throwable failure) {
        Faults.shared().record(FAULT_SITE, failure);
    }
}
