/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.msgpack.core.MessageBufferPacker;
import io.ddspring.vendor.msgpack.core.MessagePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/** Writes plain Java values as MessagePack, mistakes included. */
final class MessagePackBytes {
    private MessagePackBytes() {}

    static byte[] of(Object document) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            write(out, document);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The map of keys and values given in turn. */
    static Map<Object, Object> map(Object... keysAndValues) {
        Map<Object, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put(keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    /** A span without any fault; change what the test is about. */
    static Map<Object, Object> span(long spanId, long parentId, String name) {
        return map(
                "service",
                "shop",
                "name",
                name,
                "resource",
                name + " resource",
                "trace_id",
                77L,
                "span_id",
                spanId,
                "parent_id",
                parentId,
                "start",
                1_700_000_000_000_000_000L + spanId,
                "duration",
                5L,
                "type",
                "web",
                "error",
                0,
                "metrics",
                map(),
                "meta",
                map());
    }

    private static void write(MessageBufferPacker out, Object value) throws IOException {
        if (value == null) {
            out.packNil();
        } else if (value instanceof String text) {
            out.packString(text);
        } else if (value instanceof Boolean bool) {
            out.packBoolean(bool);
        } else if (value instanceof Double number) {
            out.packDouble(number);
        } else if (value instanceof BigInteger number) {
            out.packBigInteger(number);
        } else if (value instanceof Number number) {
            out.packLong(number.longValue());
        } else if (value instanceof byte[] bytes) {
            out.packBinaryHeader(bytes.length).writePayload(bytes);
        } else if (value instanceof Collection<?> values) {
            out.packArrayHeader(values.size());
            for (Object element : values) {
                write(out, element);
            }
        } else if (value instanceof Map<?, ?> map) {
            out.packMapHeader(map.size());
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                write(out, entry.getKey());
                write(out, entry.getValue());
            }
        } else {
            throw new IllegalArgumentException("cannot write " + value.getClass());
        }
    }
}
