/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

/** Writes the numeric tags of spans. */
final class MetricPacker {
    private static final double EXACT_INTEGERS = 0x1p53;

    private MetricPacker() {}

    /** Writes a finite metric; a whole number as an integer as long as that is exact. */
    static void pack(PayloadBody out, double value) {
        long whole = (long) value;
        if (whole == value && Math.abs(value) < EXACT_INTEGERS) {
            out.integer(whole);
        } else {
            out.decimal(value);
        }
    }
}
