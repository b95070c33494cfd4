/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
import java.io.EOFException;
import java.io.IOException;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads any MessagePack document into plain Java values. */
final class MessagePackTree {
    private MessagePackTree() {}

    static @Nullable Object read(byte[] document) {
        try (MessageUnpacker in = MessagePack.newDefaultUnpacker(document)) {
            Object value = value(in, document.length);
            if (in.getTotalReadBytes() != document.length) {
                throw new IllegalArgumentException("bytes after the first document");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("must hold exactly one MessagePack document", e);
        }
    }

    private static @Nullable Object value(MessageUnpacker in, int documentBytes) throws IOException {
        return switch (in.getNextFormat().getValueType()) {
            case NIL -> {
                in.unpackNil();
                yield null;
            }
            case BOOLEAN -> in.unpackBoolean();
            case INTEGER -> integer(in.unpackBigInteger());
            case FLOAT -> in.unpackDouble();
            case STRING -> in.unpackString();
            case BINARY -> binary(in, documentBytes);
            case ARRAY -> array(in, documentBytes);
            case MAP -> map(in, documentBytes);
            case EXTENSION -> throw new IllegalArgumentException("extension types are not used by Datadog");
        };
    }

    private static byte[] binary(MessageUnpacker in, int documentBytes) throws IOException {
        int size = in.unpackBinaryHeader();
        if (size > documentBytes - in.getTotalReadBytes()) {
            throw new EOFException("more bytes are announced than there are");
        }
        return in.readPayload(size);
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static List<@Nullable Object> array(MessageUnpacker in, int documentBytes) throws IOException {
        int size = in.unpackArrayHeader();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(value(in, documentBytes));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(MessageUnpacker in, int documentBytes)
            throws IOException {
        int size = in.unpackMapHeader();
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = value(in, documentBytes);
            values.put(key, value(in, documentBytes));
        }
        return values;
    }
}
