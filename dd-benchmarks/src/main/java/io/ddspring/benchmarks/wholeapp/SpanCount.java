/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.wholeapp;

import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Counts the spans of a body, without looking at them. */
final class SpanCount {
    private static final int WIRE_TYPE_BITS = 3;
    private static final int VARINT = 0;
    private static final int FIXED64 = 1;
    private static final int DELIMITED = 2;
    private static final int FIXED32 = 5;

    /** Numbers of the fields {@code ExportTraceServiceRequest.resource_spans.scope_spans.spans}. */
    private static final int[] OTLP_SPANS = {1, 2, 2};

    private SpanCount() {}

    /** @throws IOException when the path is that of no known intake, or the body does not fit to it */
    static int of(String path, byte[] body) throws IOException {
        return switch (path) {
            case "/v0.3/traces", "/v0.4/traces" -> inTraces(MessagePack.newDefaultUnpacker(body));
            case "/v0.5/traces" -> {
                MessageUnpacker in = MessagePack.newDefaultUnpacker(body);
                in.unpackArrayHeader();
                in.skipValue();
                yield inTraces(in);
            }
            case "/v1/traces" -> inMessage(ByteBuffer.wrap(body), 0);
            default -> throw new IOException("no intake of traces: " + path);
        };
    }

    private static int inTraces(MessageUnpacker in) throws IOException {
        int spans = 0;
        for (int traces = in.unpackArrayHeader(); traces > 0; traces--) {
            int count = in.unpackArrayHeader();
            in.skipValue(count);
            spans += count;
        }
        return spans;
    }

    private static int inMessage(ByteBuffer message, int depth) throws IOException {
        int spans = 0;
        while (message.hasRemaining()) {
            int tag = (int) varint(message);
            switch (tag & ((1 << WIRE_TYPE_BITS) - 1)) {
                case VARINT -> varint(message);
                case FIXED64 -> message.position(message.position() + Long.BYTES);
                case FIXED32 -> message.position(message.position() + Integer.BYTES);
                case DELIMITED -> {
                    int length = (int) varint(message);
                    if (tag >>> WIRE_TYPE_BITS == OTLP_SPANS[depth]) {
                        spans += depth == OTLP_SPANS.length - 1
                                ? 1
                                : inMessage(message.slice(message.position(), length), depth + 1);
                    }
                    message.position(message.position() + length);
                }
                default -> throw new IOException("no protobuf: tag " + tag);
            }
        }
        return spans;
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }
}
