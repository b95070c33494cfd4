/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.micrometer;

import io.ddspring.trace.ErrorPriority;
import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.SpanKind;
import io.ddspring.trace.Tags;
import io.micrometer.common.KeyValue;
import io.micrometer.common.KeyValues;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Turns the key values of Micrometer's observations of HTTP requests into our tags. Values made for metrics are names
 * where there is nothing to say, and those are left out.
 */
public final class HttpKeys {
    private static final String URL = "http.url";
    private static final Set<String> STANDARD =
            Set.of("method", "status", "uri", "exception", "error", "client.name", URL);
    private static final Set<String> NO_VALUES = Set.of("none", "UNKNOWN", "NOT_FOUND", "REDIRECTION", "root");

    private HttpKeys() {}

    /** Adds to a span that was made for the request itself what only the observation knows. */
    public static void addOwn(Span span, KeyValues keyValues) {
        SpanData data = span.data();
        if (data == null) {
            return;
        }
        for (KeyValue keyValue : keyValues) {
            if (!STANDARD.contains(keyValue.getKey()) && data.tag(keyValue.getKey()) == null) {
                span.setTag(keyValue.getKey(), keyValue.getValue());
            }
        }
    }

    /** Adds a key value to a span that was made for the observation. */
    static void tag(Span span, String key, @Nullable String value) {
        SpanData data = span.data();
        if (value == null || data == null) {
            return;
        }
        if (!STANDARD.contains(key)) {
            span.setTag(key, value);
        } else if (!NO_VALUES.contains(value)) {
            tagStandard(span, data, key, value);
        }
    }

    private static void tagStandard(Span span, SpanData data, String key, String value) {
        boolean server = SpanKind.SERVER.equals(data.tag(Tags.SPAN_KIND));
        switch (key) {
            case "method" -> span.setTag(Tags.HTTP_METHOD, value);
            case "status" -> tagStatus(span, value, server);
            case "uri" -> span.setTag(server ? Tags.HTTP_ROUTE : "uri.template", value);
            case "client.name" -> span.setTag(Tags.PEER_HOSTNAME, value);
            case URL -> span.setTag(Tags.HTTP_URL, withoutQuery(value));
            default -> {
                // The name of an exception, which the span shows in full when it was recorded.
                if (data.tag(Tags.ERROR_TYPE) == null) {
                    span.setTag(Tags.ERROR_TYPE, value);
                }
            }
        }
    }

    private static void tagStatus(Span span, String value, boolean server) {
        if (value.length() != 3 || !value.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return;
        }
        span.setTag(Tags.HTTP_STATUS_CODE, value);
        if (server) {
            span.setError(value.charAt(0) == '5', ErrorPriority.HTTP_SERVER_STATUS);
        } else if (value.charAt(0) == '4') {
            span.setError(true, ErrorPriority.DEFAULT);
        }
    }

    /** A query may hold secrets, and nothing here knows which. */
    private static String withoutQuery(String url) {
        int query = url.indexOf('?');
        return query < 0 ? url : url.substring(0, query);
    }
}
