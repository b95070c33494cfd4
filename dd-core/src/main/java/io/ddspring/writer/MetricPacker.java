/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.trace.SpanData;

/** Writes the numeric tags of spans. */
final class MetricPacker {
    private static final double EXACT_INTEGERS = 0x1p53;

    private MetricPacker() {}

    /** Number of metrics that can be sent. */
    static int finiteMetrics(SpanData span) {
        int finite = 0;
        for (int i = span.metricCount() - 1; i >= 0; i--) {
            finite += Double.isFinite(span.metricValue(i)) ? 1 : 0;
        }
        return finite;
    }

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
