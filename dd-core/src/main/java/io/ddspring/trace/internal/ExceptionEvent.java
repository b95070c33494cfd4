/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import io.ddspring.trace.Tags;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The event of an exception, by OpenTelemetry's semantic conventions.
 *
 * @param attributes facts about the exception, and what the caller added
 */
record ExceptionEvent(Map<String, Object> attributes) {
    private static final String TYPE = "exception.type";
    private static final String MESSAGE = "exception.message";
    private static final String STACKTRACE = "exception.stacktrace";

    /** What the caller says wins over what the exception says. */
    static ExceptionEvent of(Throwable failure, Map<String, Object> additional, int stackTraceLimit) {
        Map<String, Object> attributes = new HashMap<>();
        attributes.put(TYPE, failure.getClass().getName());
        String message = ErrorText.messageOf(failure);
        if (message != null) {
            attributes.put(MESSAGE, message);
        }
        if (!additional.containsKey(STACKTRACE)) {
            attributes.put(STACKTRACE, ErrorText.stackOf(failure, stackTraceLimit));
        }
        attributes.putAll(additional);
        return new ExceptionEvent(attributes);
    }

    /** Shows the exception where errors are shown, without making the span one. */
    void showAsError(SpanRecord record) {
        record.putOrRemove(Tags.ERROR_TYPE, text(TYPE));
        record.putOrRemove(Tags.ERROR_MESSAGE, text(MESSAGE));
        record.putOrRemove(Tags.ERROR_STACK, text(STACKTRACE));
    }

    private @Nullable String text(String name) {
        Object value = attributes.get(name);
        return value == null ? null : value.toString();
    }
}
