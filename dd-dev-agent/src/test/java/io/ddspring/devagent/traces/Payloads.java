/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.vendor.msgpack.core.MessageBufferPacker;
import io.ddspring.vendor.msgpack.core.MessagePack;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Bodies of {@code /v0.4/traces}, right and wrong ones. */
public final class Payloads {
    public static final long START_NANOS = 1_700_000_000_000_000_000L;

    private Payloads() {}

    /** A body with the chunks. */
    public static byte[] of(List<?>... chunks) {
        return encode(List.of(chunks));
    }

    /** What {@code decoder} hands out of {@code body}. */
    static List<Chunk> chunks(TraceDecoder decoder, byte[] body) throws MalformedPayloadException {
        List<Chunk> chunks = new ArrayList<>();
        decoder.decode(body, chunks::add);
        return chunks;
    }

    public static Map<String, Object> span(long traceId, long spanId, long parentId, String name) {
        return map(
                "service",
                "shop",
                "name",
                name,
                "resource",
                name + " resource",
                "trace_id",
                traceId,
                "span_id",
                spanId,
                "parent_id",
                parentId,
                "start",
                START_NANOS + spanId * 1000,
                "duration",
                1_500_000L,
                "type",
                "web",
                "error",
                0,
                "meta",
                map("span.kind", "server"),
                "metrics",
                map("_dd.top_level", 1));
    }

    public static Map<String, Object> with(Map<String, Object> span, String field, Object value) {
        Map<String, Object> changed = new LinkedHashMap<>(span);
        changed.put(field, value);
        return changed;
    }

    public static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new LinkedHashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }

    public static byte[] encode(Object document) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            write(out, document);
            return out.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
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
