/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import org.jspecify.annotations.Nullable;

/**
 * Records failures, and tells them from what Micrometer makes of a key value {@code error} of an observation: an exception
 * of its own that carries the value and knows nothing of the real one.
 */
final class SpanErrors {
    private static final String MADE_BY = "io.micrometer.tracing.handler.TracingObservationHandler";
    private static final String NO_ERROR = "none";

    private SpanErrors() {}

    static void record(Span span, Throwable failure) {
        if (isMadeOfKeyValue(failure)) {
            recordKeyValue(span, failure.getMessage());
        } else {
            span.recordError(failure);
        }
    }

    private static boolean isMadeOfKeyValue(Throwable failure) {
        if (failure.getClass() != RuntimeException.class) {
            return false;
        }
        StackTraceElement[] stack = failure.getStackTrace();
        return stack.length > 0 && stack[0].getClassName().equals(MADE_BY);
    }

    private static void recordKeyValue(Span span, @Nullable String value) {
        SpanData data = span.data();
        boolean known = data == null || data.isError() || data.tag(Tags.ERROR_TYPE) != null;
        if (!known && value != null && !value.isEmpty() && !value.equals(NO_ERROR)) {
            span.setError(true, ErrorPriority.DEFAULT);
            span.setTag(Tags.ERROR_MESSAGE, value);
        }
    }
}
