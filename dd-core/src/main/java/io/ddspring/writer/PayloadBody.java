/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * A msgpack array in one buffer that grows up to a limit and is used again; its size is known only at the end. Has those
 * formats of <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">msgpack</a> that traces need, each value in
 * its shortest one, and makes no garbage. What does not fit can be taken back. Used by one thread.
 */
final class PayloadBody {
    /** Room for the largest header of the array. */
    private static final int HEADER_ROOM_BYTES = 5;

    private static final int LARGEST_HEADER_BYTES = 5;
    private static final int LARGEST_NUMBER_BYTES = 9;
    private static final int INITIAL_BYTES = 64 * 1024;

    /** In few steps, as what a large buffer leaves behind stays in the heap for long. */
    private static final long GROWTH = 8;

    /** What a text may claim beyond the limit before it is known how many bytes it has. */
    private static final int SLACK_BYTES = LARGEST_HEADER_BYTES + Utf8.MAX_BYTES_PER_CHAR * TextLimit.CHARS;

    private final int limitBytes;
    private byte[] bytes;
    private int position = HEADER_ROOM_BYTES;

    /** @param limitBytes most bytes of the elements */
    PayloadBody(int limitBytes) {
        this.limitBytes = limitBytes;
        this.bytes = new byte[Math.min(INITIAL_BYTES, limitBytes + HEADER_ROOM_BYTES)];
    }

    /** Where the next element begins. */
    int position() {
        return position;
    }

    /** Number of bytes of the elements. */
    int sizeBytes() {
        return position - HEADER_ROOM_BYTES;
    }

    /** Takes back everything from {@code newPosition} on. */
    void rewind(int newPosition) {
        position = newPosition;
    }

    /** Takes back everything. */
    void reset() {
        position = HEADER_ROOM_BYTES;
    }

    /** Whether it has become larger than it may be, so that something has to be taken back. */
    boolean isOverfull() {
        return sizeBytes() > limitBytes;
    }

    /** The array of {@code size} elements. It shares the memory of this body: valid until the next change. */
    ByteBuffer asArray(int size) {
        int start = HEADER_ROOM_BYTES;
        if (size < 16) {
            bytes[--start] = (byte) (0x90 | size);
        } else {
            int lengthBytes = size < 1 << 16 ? 2 : 4;
            start -= 1 + lengthBytes;
            bytes[start] = (byte) (lengthBytes == 2 ? 0xdc : 0xdd);
            bigEndian(start + 1, size, lengthBytes);
        }
        return ByteBuffer.wrap(bytes, start, position - start);
    }

    void arrayHeader(int size) {
        collectionHeader(0x90, 0xdc, size);
    }

    void mapHeader(int size) {
        collectionHeader(0x80, 0xde, size);
    }

    private void collectionHeader(int shortForm, int longForm, int size) {
        ensureRoom(LARGEST_HEADER_BYTES);
        if (size < 16) {
            bytes[position++] = (byte) (shortForm | size);
        } else if (size < 1 << 16) {
            headed(longForm, size, 2);
        } else {
            headed(longForm + 1, size, 4);
        }
    }

    /** Writes a number with a sign. */
    void integer(long value) {
        if (value >= 0) {
            unsigned(value);
            return;
        }
        ensureRoom(LARGEST_NUMBER_BYTES);
        if (value >= -32) {
            bytes[position++] = (byte) value;
        } else if (value >= Byte.MIN_VALUE) {
            headed(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            headed(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            headed(0xd2, value, 4);
        } else {
            headed(0xd3, value, 8);
        }
    }

    /** Writes a number without a sign, as ids are. */
    void unsigned(long value) {
        ensureRoom(LARGEST_NUMBER_BYTES);
        if (value >>> 32 != 0) {
            headed(0xcf, value, 8);
        } else if (value < 0x80) {
            bytes[position++] = (byte) value;
        } else if (value < 0x100) {
            headed(0xcc, value, 1);
        } else if (value < 0x1_0000) {
            headed(0xcd, value, 2);
        } else {
            headed(0xce, value, 4);
        }
    }

    void decimal(double value) {
        ensureRoom(LARGEST_NUMBER_BYTES);
        headed(0xcb, Double.doubleToRawLongBits(value), 8);
    }

    void bool(boolean value) {
        ensureRoom(1);
        bytes[position++] = (byte) (value ? 0xc3 : 0xc2);
    }

    void binary(byte[] value) {
        int length = value.length;
        ensureRoom(LARGEST_HEADER_BYTES);
        if (length < 1 << 8) {
            headed(0xc4, length, 1);
        } else if (length < 1 << 16) {
            headed(0xc5, length, 2);
        } else {
            headed(0xc6, length, 4);
        }
        ready(value);
    }

    /** Writes a text, cut if it is too long. */
    void text(String text) {
        String sent = TextLimit.cut(text);
        int chars = sent.length();
        ensureRoom(LARGEST_HEADER_BYTES + Utf8.MAX_BYTES_PER_CHAR * chars);
        int start = position + textHeaderBytes(chars);
        int length = Utf8.write(sent, bytes, start) - start;
        if (length != chars) {
            int rightStart = position + textHeaderBytes(length);
            System.arraycopy(bytes, start, bytes, rightStart, length);
        }
        textHeader(length);
        position += length;
    }

    private static int textHeaderBytes(int length) {
        if (length < 32) {
            return 1;
        }
        if (length < 1 << 8) {
            return 2;
        }
        return length < 1 << 16 ? 3 : 5;
    }

    private void textHeader(int length) {
        if (length < 32) {
            bytes[position++] = (byte) (0xa0 | length);
        } else if (length < 1 << 8) {
            headed(0xd9, length, 1);
        } else if (length < 1 << 16) {
            headed(0xda, length, 2);
        } else {
            headed(0xdb, length, 4);
        }
    }

    /** Writes what is in the format already. */
    void ready(byte[] encoded) {
        int length = encoded.length;
        ensureRoom(length);
        System.arraycopy(encoded, 0, bytes, position, length);
        position += length;
    }

    /** Copies what was written from {@code start} on to {@code target}. */
    void copyFrom(int start, byte[] target) {
        System.arraycopy(bytes, start, target, 0, position - start);
    }

    private void headed(int header, long value, int valueBytes) {
        bytes[position++] = (byte) header;
        bigEndian(position, value, valueBytes);
        position += valueBytes;
    }

    private void bigEndian(int start, long value, int valueBytes) {
        for (int i = 0; i < valueBytes; i++) {
            bytes[start + i] = (byte) (value >>> (8 * (valueBytes - 1 - i)));
        }
    }

    private void ensureRoom(int moreBytes) {
        if (moreBytes > bytes.length - position) {
            grow(moreBytes);
        }
    }

    private void grow(int moreBytes) {
        long needed = (long) position + moreBytes;
        long largest = (long) HEADER_ROOM_BYTES + limitBytes + SLACK_BYTES;
        if (needed > largest) {
            throw new PayloadFullException();
        }
        long next = Math.max(GROWTH * bytes.length, needed);
        bytes = Arrays.copyOf(bytes, (int) (2 * next > largest ? largest : next));
    }
}
