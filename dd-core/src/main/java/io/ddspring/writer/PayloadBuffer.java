/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.vendor.msgpack.core.buffer.MessageBuffer;
import io.ddspring.vendor.msgpack.core.buffer.MessageBufferOutput;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * One array that a packer writes into, that grows up to a limit and is used again. Bytes can be taken back from its end.
 * Used by one thread.
 */
final class PayloadBuffer implements MessageBufferOutput {
    private static final int INITIAL_BYTES = 64 * 1024;

    private final int limitBytes;
    private byte[] bytes;
    private int position;

    PayloadBuffer(int limitBytes) {
        this.limitBytes = limitBytes;
        this.bytes = new byte[Math.min(INITIAL_BYTES, limitBytes)];
    }

    /** Number of bytes written. */
    int position() {
        return position;
    }

    /** Forgets the bytes from {@code newPosition} on. */
    void truncate(int newPosition) {
        position = newPosition;
    }

    /** Overwrites one byte that was written before. */
    void set(int index, byte value) {
        bytes[index] = value;
    }

    /** The bytes from {@code start} on, not copied. */
    ByteBuffer from(int start) {
        return ByteBuffer.wrap(bytes, start, position - start);
    }

    @Override
    public MessageBuffer next(int minimumBytes) throws PayloadFullException {
        // One byte more than asked for: the packer moves on when a value would end exactly at the end.
        ensureRoom(minimumBytes + 1);
        return MessageBuffer.wrap(bytes, position, bytes.length - position);
    }

    @Override
    public void writeBuffer(int length) {
        position += length;
    }

    @Override
    public void write(byte[] source, int offset, int length) throws PayloadFullException {
        ensureRoom(length);
        System.arraycopy(source, offset, bytes, position, length);
        position += length;
    }

    @Override
    public void add(byte[] source, int offset, int length) throws PayloadFullException {
        write(source, offset, length);
    }

    private void ensureRoom(int moreBytes) throws PayloadFullException {
        long needed = (long) position + moreBytes;
        if (needed > limitBytes) {
            throw new PayloadFullException();
        }
        if (needed > bytes.length) {
            long doubled = Math.max(2L * bytes.length, needed);
            bytes = Arrays.copyOf(bytes, (int) Math.min(doubled, limitBytes));
        }
    }

    @Override
    public void flush() {}

    @Override
    public void close() {}
}
