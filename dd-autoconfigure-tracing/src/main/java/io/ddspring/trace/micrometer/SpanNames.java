/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.ResourcePriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.SpanType;
import io.ddspring.trace.Tags;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns Micrometer's names into operation and resource. Its HTTP conventions name spans {@code http get /users/{id}} or
 * {@code http get}; other spans have a name that is the kind of work, and observations in addition one that says more.
 */
final class SpanNames {
    private static final String HTTP_PREFIX = "http ";
    private static final String HTTP_CLIENT = "http.request";
    private static final String HTTP_SERVER = "http.server.request";
    private static final Set<String> METHODS =
            Set.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE");

    private SpanNames() {}

    /** Operation of a span that has no name yet. */
    static String operationOf(io.micrometer.tracing.Span.@Nullable Kind kind) {
        if (kind == null) {
            return MicrometerSpan.OPERATION;
        }
        return switch (kind) {
            case SERVER -> "server.request";
            case CLIENT -> "client.request";
            case PRODUCER, CONSUMER -> kindOf(kind);
        };
    }

    static String kindOf(io.micrometer.tracing.Span.Kind kind) {
        return switch (kind) {
            case SERVER -> SpanKind.SERVER;
            case CLIENT -> SpanKind.CLIENT;
            case PRODUCER -> SpanKind.PRODUCER;
            case CONSUMER -> SpanKind.CONSUMER;
        };
    }

    /** Gives {@code span} a name that says both. */
    static void apply(Span span, String name) {
        if (!applyHttp(span, name)) {
            span.setOperationName(name);
        }
    }

    /**
     * Gives {@code span} the names of its observation.
     *
     * @return whether it is about an HTTP request
     */
    static boolean apply(Span span, String name, @Nullable String contextualName) {
        if (contextualName != null && applyHttp(span, contextualName)) {
            return true;
        }
        if (!name.isBlank()) {
            span.setOperationName(name);
        }
        if (contextualName != null && !contextualName.isBlank()) {
            span.setResourceName(contextualName, ResourcePriority.FRAMEWORK_ROUTE);
        }
        return false;
    }

    private static boolean applyHttp(Span span, String name) {
        String resource = httpResource(name);
        if (resource == null) {
            return false;
        }
        span.setResourceName(
                resource, resource.indexOf(' ') < 0 ? ResourcePriority.URL_PATH : ResourcePriority.FRAMEWORK_ROUTE);
        SpanData data = span.data();
        String kind = data == null ? null : data.tag(Tags.SPAN_KIND);
        if (SpanKind.CLIENT.equals(kind)) {
            span.setOperationName(HTTP_CLIENT).setSpanType(SpanType.HTTP);
        } else if (SpanKind.SERVER.equals(kind)) {
            span.setOperationName(HTTP_SERVER).setSpanType(SpanType.WEB);
        }
        return true;
    }

    /** {@code GET /users/{id}} of {@code http get /users/{id}}; null for a name that is not of that form. */
    private static @Nullable String httpResource(String name) {
        if (!name.startsWith(HTTP_PREFIX)) {
            return null;
        }
        int end = name.indexOf(' ', HTTP_PREFIX.length());
        String method = (end < 0 ? name.substring(HTTP_PREFIX.length()) : name.substring(HTTP_PREFIX.length(), end))
                .toUpperCase(Locale.ROOT);
        if (!METHODS.contains(method)) {
            return null;
        }
        return end < 0 ? method : method + name.substring(end);
    }
}
