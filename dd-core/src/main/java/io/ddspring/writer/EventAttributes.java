/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides which attributes of an event can be sent, and as what. */
final class EventAttributes {
    /** Most attributes of one event or link. */
    static final int MAX_ATTRIBUTES = 128;

    /** Types of values, with the numbers they have on the wire. */
    enum Type {
        STRING(0),
        BOOL(1),
        INT(2),
        DOUBLE(3),
        ARRAY(4);

        final int wireNumber;

        Type(int wireNumber) {
            this.wireNumber = wireNumber;
        }
    }

    private EventAttributes() {}

    /**
     * The attributes that can be sent: texts, booleans, integers, finite floating-point numbers, and lists of one of
     * these. Integers are {@code Long}, other numbers {@code Double}.
     */
    static Map<String, Object> sendable(Map<String, Object> attributes) {
        Map<String, Object> sendable = new LinkedHashMap<>();
        attributes.forEach((name, value) -> {
            Object normal = value instanceof List<?> list ? uniform(list) : scalar(value);
            if (normal != null && sendable.size() < MAX_ATTRIBUTES) {
                sendable.put(name, normal);
            }
        });
        return sendable;
    }

    static Type typeOf(Object value) {
        if (value instanceof List<?>) {
            return Type.ARRAY;
        }
        if (value instanceof Boolean) {
            return Type.BOOL;
        }
        if (value instanceof Long) {
            return Type.INT;
        }
        return value instanceof Double ? Type.DOUBLE : Type.STRING;
    }

    private static @Nullable List<Object> uniform(List<?> list) {
        Object[] values = new Object[list.size()];
        for (int i = 0; i < values.length; i++) {
            Object value = scalar(list.get(i));
            if (value == null || (i > 0 && typeOf(value) != typeOf(values[0]))) {
                return null;
            }
            values[i] = value;
        }
        return List.of(values);
    }

    private static @Nullable Object scalar(@Nullable Object value) {
        if (value instanceof String text) {
            return TextLimit.cut(text);
        }
        if (value instanceof Boolean || value instanceof Long) {
            return value;
        }
        if (value instanceof Integer || value instanceof Short || value instanceof Byte) {
            return ((Number) value).longValue();
        }
        if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            return Double.isFinite(number) ? (Object) number : null;
        }
        return null;
    }
}
