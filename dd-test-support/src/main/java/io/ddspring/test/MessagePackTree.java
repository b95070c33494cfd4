/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessageUnpacker;
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
            Object value = value(in);
            if (in.getTotalReadBytes() != document.length) {
                throw new IllegalArgumentException("bytes after the first document");
            }
            return value;
        } catch (IOException | RuntimeException e) {
            throw new IllegalArgumentException("must hold exactly one MessagePack document", e);
        }
    }

    private static @Nullable Object value(MessageUnpacker in) throws IOException {
        return switch (in.getNextFormat().getValueType()) {
            case NIL -> {
                in.unpackNil();
                yield null;
            }
            case BOOLEAN -> in.unpackBoolean();
            case INTEGER -> integer(in.unpackBigInteger());
            case FLOAT -> in.unpackDouble();
            case STRING -> in.unpackString();
            case BINARY -> in.readPayload(in.unpackBinaryHeader());
            case ARRAY -> array(in);
            case MAP -> map(in);
            case EXTENSION -> throw new IllegalArgumentException("extension types are not used by Datadog");
        };
    }

    private static Object integer(BigInteger value) {
        return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
    }

    private static List<@Nullable Object> array(MessageUnpacker in) throws IOException {
        int size = in.unpackArrayHeader();
        List<@Nullable Object> values = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            values.add(value(in));
        }
        return values;
    }

    private static Map<@Nullable Object, @Nullable Object> map(MessageUnpacker in) throws IOException {
        int size = in.unpackMapHeader();
        Map<@Nullable Object, @Nullable Object> values = new LinkedHashMap<>();
        for (int i = 0; i < size; i++) {
            Object key = value(in);
            values.put(key, value(in));
        }
        return values;
    }
}
