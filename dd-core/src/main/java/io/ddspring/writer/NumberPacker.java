/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;
import io.ddspring.vendor.msgpack.core.MessagePacker;
import java.io.IOException;

/** Writes the numbers of spans. Used by one thread. */
final class NumberPacker {
    private static final double EXACT_INTEGERS = 0x1p53;

    private final byte[] scratch = new byte[1 + Long.BYTES];

    /** Writes an id, which is unsigned; the packer itself only knows signed numbers. */
    void packUnsigned(MessagePacker out, long value) throws IOException {
        if (value >= 0) {
            out.packLong(value);
            return;
        }
        scratch[0] = (byte) 0xcf;
        for (int i = 0; i < Long.BYTES; i++) {
            scratch[1 + i] = (byte) (value >>> (56 - 8 * i));
        }
        out.writePayload(scratch, 0, scratch.length);
    }

    /** Number of metrics that can be sent. */
    static int finiteMetrics(SpanData span) {
        int finite = 0;
        for (int i = span.metricCount() - 1; i >= 0; i--) {
            finite += Double.isFinite(span.metricValue(i)) ? 1 : 0;
        }
        return finite;
    }

    /** Writes a finite metric; a whole number as an integer as long as that is exact. */
    void packMetric(MessagePacker out, double value) throws IOException {
        if (value == Math.rint(value) && Math.abs(value) < EXACT_INTEGERS) {
            out.packLong((long) value);
        } else {
            out.packDouble(value);
        }
    }
}
