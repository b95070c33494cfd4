/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.vendor.msgpack.core.MessagePack;
import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;
import java.nio.ByteBuffer;

/**
 * A msgpack array in one buffer that is used again; its size is known only at the end. What does not fit can be taken
 * back. Used by one thread.
 */
final class PayloadBody {
    /** Room for the largest header of the array. */
    private static final int HEADER_ROOM_BYTES = 5;

    private final PayloadBuffer buffer;
    private final MessagePacker out;
    /** Where the packer began to count. */
    private int basePosition;

    /** @param limitBytes most bytes of the elements */
    PayloadBody(int limitBytes) {
        buffer = new PayloadBuffer(limitBytes + HEADER_ROOM_BYTES);
        out = new MessagePack.PackerConfig()
                .withBufferFlushThreshold(Integer.MAX_VALUE)
                .newPacker(buffer);
        reset();
    }

    /** Writes behind what is there. */
    MessagePacker out() {
        return out;
    }

    /** Where the next element begins. */
    int position() {
        return basePosition + (int) out.getTotalWrittenBytes();
    }

    /** Number of bytes of the elements. */
    int sizeBytes() {
        return position() - HEADER_ROOM_BYTES;
    }

    /** Takes back everything from {@code position} on. */
    void rewind(int position) {
        flushPacker();
        buffer.truncate(position);
        basePosition = position;
    }

    /** Takes back everything. */
    void reset() {
        rewind(HEADER_ROOM_BYTES);
    }

    /** The array of {@code size} elements. It shares the memory of this body: valid until the next change. */
    ByteBuffer asArray(int size) {
        flushPacker();
        int start = HEADER_ROOM_BYTES;
        if (size < 16) {
            buffer.set(--start, (byte) (0x90 | size));
        } else {
            int lengthBytes = size < 1 << 16 ? 2 : 4;
            for (int i = 0; i < lengthBytes; i++) {
                buffer.set(--start, (byte) (size >>> (8 * i)));
            }
            buffer.set(--start, (byte) (lengthBytes == 2 ? 0xdc : 0xdd));
        }
        return buffer.from(start);
    }

    /** Makes the packer hand over what it holds and count from 0 again. */
    private void flushPacker() {
        try {
            out.reset(buffer);
        } catch (IOException impossible) {
            throw new IllegalStateException("writing to memory failed", impossible);
        }
        basePosition = buffer.position();
    }
}
