/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.MalformedPayloadException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads the fields of a protobuf message, one after the other. Used once, by one thread. */
final class ProtobufReader {
    static final int VARINT = 0;
    static final int FIXED_64 = 1;
    static final int BYTES = 2;
    static final int FIXED_32 = 5;
    private static final int MAX_VARINT_BYTES = 10;

    private final ByteBuffer in;
    private int field;
    private int wireType;

    ProtobufReader(byte[] message) {
        this(ByteBuffer.wrap(message));
    }

    private ProtobufReader(ByteBuffer in) {
        this.in = in.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Goes on to the next field; false at the end. */
    boolean next() throws MalformedPayloadException {
        if (!in.hasRemaining()) {
            return false;
        }
        long tag = varint();
        field = (int) (tag >>> 3);
        wireType = (int) (tag & 7);
        return true;
    }

    /** Number of the field. */
    int field() {
        return field;
    }

    /** Whether the field is encoded as {@code type}. */
    boolean is(int type) {
        return wireType == type;
    }

    boolean hasMore() {
        return in.hasRemaining();
    }

    long varint() throws MalformedPayloadException {
        long value = 0;
        for (int i = 0; i < MAX_VARINT_BYTES; i++) {
            if (!in.hasRemaining()) {
                throw tooShort();
            }
            byte next = in.get();
            value |= (long) (next & 0x7f) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new MalformedPayloadException("a sketch has a number of more than " + MAX_VARINT_BYTES + " bytes");
    }

    /** A number that may be negative, in zigzag encoding. */
    int signedInt() throws MalformedPayloadException {
        int value = (int) varint();
        return (value >>> 1) ^ -(value & 1);
    }

    double fixedDouble() throws MalformedPayloadException {
        try {
            return in.getDouble();
        } catch (BufferUnderflowException e) {
            throw tooShort();
        }
    }

    /** The message in a field of type {@link #BYTES}. */
    ProtobufReader message() throws MalformedPayloadException {
        if (!is(BYTES)) {
            throw new MalformedPayloadException("field " + field + " of a sketch is of wire type " + wireType);
        }
        int length = length();
        ByteBuffer part = in.slice(in.position(), length);
        in.position(in.position() + length);
        return new ProtobufReader(part);
    }

    void skip() throws MalformedPayloadException {
        switch (wireType) {
            case VARINT -> varint();
            case FIXED_64 -> advance(Long.BYTES);
            case BYTES -> advance(length());
            case FIXED_32 -> advance(Integer.BYTES);
            default -> throw new MalformedPayloadException("a sketch has a field of wire type " + wireType);
        }
    }

    private int length() throws MalformedPayloadException {
        long length = varint();
        if (length < 0 || length > in.remaining()) {
            throw tooShort();
        }
        return (int) length;
    }

    private void advance(int bytes) throws MalformedPayloadException {
        if (bytes > in.remaining()) {
            throw tooShort();
        }
        in.position(in.position() + bytes);
    }

    private static MalformedPayloadException tooShort() {
        return new MalformedPayloadException("a sketch ends too early");
    }
}
