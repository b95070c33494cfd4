/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the chunks of a body of {@code /v0.5/traces}: a table of texts, and spans as arrays of indexes into it. */
final class StringTableReader {
    private static final int SPAN_FIELDS = 12;

    private final List<String> table;

    private StringTableReader(List<String> table) {
        this.table = table;
    }

    /** @throws RuntimeException when the body has another form */
    static List<List<ReceivedSpan>> read(byte[] body) {
        List<?> parts = list(MessagePackTree.read(body), 2);
        List<String> table = new ArrayList<>();
        list(parts.get(0), -1).forEach(text -> table.add((String) text));
        StringTableReader reader = new StringTableReader(table);
        return list(parts.get(1), -1).stream().map(reader::chunk).toList();
    }

    private List<ReceivedSpan> chunk(Object spans) {
        return list(spans, -1).stream().map(this::span).toList();
    }

    private ReceivedSpan span(Object fields) {
        List<?> span = list(fields, SPAN_FIELDS);
        Map<String, String> meta = new LinkedHashMap<>();
        ((Map<?, ?>) span.get(9)).forEach((name, value) -> putOnce(meta, text(name), text(value)));
        Map<String, Number> metrics = new LinkedHashMap<>();
        ((Map<?, ?>) span.get(10)).forEach((name, value) -> putOnce(metrics, text(name), (Number) value));
        return new ReceivedSpan(
                text(span.get(0)),
                text(span.get(1)),
                text(span.get(2)),
                text(span.get(11)),
                0,
                unsigned(span.get(3)),
                unsigned(span.get(4)),
                unsigned(span.get(5)),
                (Long) span.get(6),
                (Long) span.get(7),
                Math.toIntExact((Long) span.get(8)),
                meta,
                metrics,
                Map.of(),
                List.of(),
                List.of());
    }

    private static <V> void putOnce(Map<String, V> map, String name, V value) {
        if (map.put(name, value) != null) {
            throw new IllegalArgumentException(name + " is there twice");
        }
    }

    private String text(@Nullable Object index) {
        if (!(index instanceof Long position)) {
            throw new IllegalArgumentException(index + " is not an index of the table");
        }
        return table.get(Math.toIntExact(position));
    }

    private static long unsigned(Object id) {
        if (id instanceof BigInteger large && large.signum() > 0 && large.bitLength() <= Long.SIZE) {
            return large.longValue();
        }
        if (id instanceof Long small && small >= 0) {
            return small;
        }
        throw new IllegalArgumentException(id + " is not an id");
    }

    private static List<?> list(@Nullable Object value, int size) {
        if (!(value instanceof List<?> list) || (size >= 0 && list.size() != size)) {
            throw new IllegalArgumentException("not an array of " + size + " elements: " + value);
        }
        return list;
    }
}
