/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.vendor.msgpack.core.MessageBufferPacker;
import io.ddspring.vendor.msgpack.core.MessagePack;
import java.io.IOException;
import java.math.BigInteger;
import java.util.List;
import java.util.Map;

/** Writes spans that came in another form as version 0.4 would have them. Links and events are tags in that other form. */
final class ChunkEncoder {
    private static final int FIELDS = 12;
    private static final BigInteger UINT64_RANGE = BigInteger.ONE.shiftLeft(64);

    private ChunkEncoder() {}

    static byte[] encode(List<Span> spans) {
        try (MessageBufferPacker out = MessagePack.newDefaultBufferPacker()) {
            out.packArrayHeader(spans.size());
            for (Span span : spans) {
                pack(out, span);
            }
            return out.toByteArray();
        } catch (IOException e) {
            throw new IllegalStateException("writing to memory failed", e);
        }
    }

    private static void pack(MessageBufferPacker out, Span span) throws IOException {
        out.packMapHeader(FIELDS);
        out.packString("service").packString(span.service());
        out.packString("name").packString(span.name());
        out.packString("resource").packString(span.resource());
        out.packString("type").packString(span.type());
        id(out, "trace_id", span.traceId());
        id(out, "span_id", span.spanId());
        id(out, "parent_id", span.parentId());
        out.packString("start").packLong(span.startNanos());
        out.packString("duration").packLong(span.durationNanos());
        out.packString("error").packInt(span.error() ? 1 : 0);
        out.packString("meta").packMapHeader(span.meta().size());
        for (Map.Entry<String, String> tag : span.meta().entrySet()) {
            out.packString(tag.getKey()).packString(tag.getValue());
        }
        out.packString("metrics").packMapHeader(span.metrics().size());
        for (Map.Entry<String, Number> tag : span.metrics().entrySet()) {
            out.packString(tag.getKey());
            if (tag.getValue() instanceof Long number) {
                out.packLong(number);
            } else {
                out.packDouble(tag.getValue().doubleValue());
            }
        }
    }

    private static void id(MessageBufferPacker out, String name, long id) throws IOException {
        BigInteger value = BigInteger.valueOf(id);
        out.packString(name).packBigInteger(id < 0 ? value.add(UINT64_RANGE) : value);
    }
}
