/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.trace.Span;
import io.ddspring.trace.SpanData;
import io.ddspring.trace.Tags;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.common.Value;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's attributes in Datadog's form. Values are told apart by their own types, as later versions of the API
 * add types of attributes.
 */
final class SpanAttributes {
    private static final String OPERATION_NAME = "operation.name";
    private static final String ANALYTICS_EVENT = "analytics.event";
    private static final String HTTP_RESPONSE_STATUS_CODE = "http.response.status_code";

    private SpanAttributes() {}

    /** Sets an attribute as a tag, or lets it act if its name is reserved; null removes it. */
    static void set(Span span, String name, @Nullable Object value) {
        switch (name) {
            case OPERATION_NAME -> setOperationName(span, value);
            case ANALYTICS_EVENT -> {
                if (value != null) {
                    span.setMetric(Tags.ANALYTICS_SAMPLE_RATE, "true".equalsIgnoreCase(value.toString()) ? 1 : 0);
                }
            }
            case HTTP_RESPONSE_STATUS_CODE -> setTag(span, Tags.HTTP_STATUS_CODE, value);
            default -> setTag(span, name, value);
        }
    }

    /** Attributes of a link: texts only, with lists flattened. */
    static Map<String, String> texts(@Nullable Attributes attributes) {
        if (attributes == null || attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        attributes.forEach((key, value) -> {
            if (value instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    texts.put(element(key.getKey(), i), textOf(list.get(i)));
                }
            } else {
                texts.put(key.getKey(), textOf(value));
            }
        });
        return texts;
    }

    /** Attributes of an event, which keep their types. */
    static Map<String, Object> values(@Nullable Attributes attributes) {
        if (attributes == null || attributes.isEmpty()) {
            return Map.of();
        }
        Map<String, Object> values = new HashMap<>();
        attributes.forEach((key, value) -> values.put(
                key.getKey(),
                value instanceof Boolean || value instanceof Number || value instanceof List<?>
                        ? value
                        : textOf(value)));
        return values;
    }

    private static void setOperationName(Span span, @Nullable Object value) {
        String name = value == null ? "" : value.toString();
        if (!name.isEmpty()) {
            span.setOperationName(name.toLowerCase(Locale.ROOT));
        }
    }

    private static void setTag(Span span, String name, @Nullable Object value) {
        if (value instanceof List<?> list) {
            removeElements(span, name, list.size());
            if (list.isEmpty()) {
                span.setText(name, "");
            }
            for (int i = 0; i < list.size(); i++) {
                setScalar(span, element(name, i), list.get(i));
            }
        } else if (value == null) {
            span.setTag(name, (String) null);
            removeElements(span, name, 0);
        } else {
            setScalar(span, name, value);
        }
    }

    private static void setScalar(Span span, String name, @Nullable Object value) {
        if (value instanceof Long || value instanceof Integer) {
            span.setTag(name, ((Number) value).longValue());
        } else if (value instanceof Number number) {
            span.setTag(name, number.doubleValue());
        } else {
            String text = textOf(value);
            if (text.isEmpty()) {
                span.setText(name, text);
            } else {
                span.setTag(name, text);
            }
        }
    }

    /** What an earlier, longer list of this name has left. */
    private static void removeElements(Span span, String name, int from) {
        SpanData data = span.data();
        if (data == null) {
            return;
        }
        for (int i = from; ; i++) {
            String element = element(name, i);
            if (data.tag(element) == null && Double.isNaN(data.metric(element, Double.NaN))) {
                return;
            }
            span.setTag(element, (String) null);
        }
    }

    private static String element(String name, int index) {
        return name + "." + index;
    }

    private static String textOf(@Nullable Object value) {
        return value instanceof Value<?> structured ? structured.asString() : String.valueOf(value);
    }
}
