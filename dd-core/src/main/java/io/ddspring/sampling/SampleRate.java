/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * The share of traces, or of spans, to keep. Which ones belong to the share is a pure function of their id, so that every
 * tracer that applies the same rate to the same trace decides the same: the id times a large odd constant, as an unsigned
 * 64-bit number, must not exceed the same share of all such numbers. Immutable.
 */
public final class SampleRate {
    /** Everything is kept. */
    public static final SampleRate ALL = new SampleRate(1);

    private static final long MULTIPLIER = 1_111_111_111_111_111_111L;
    private static final double TWO_TO_63 = 0x1p63;
    private static final int DECIMALS = 6;

    private final double value;
    private final long threshold;
    private final String text;

    private SampleRate(double value) {
        this.value = value;
        this.threshold = threshold(value);
        this.text = text(value);
    }

    /**
     * The rate {@code value}.
     *
     * @throws IllegalArgumentException when it is not from 0 to 1
     */
    public static SampleRate of(double value) {
        if (!(value >= 0 && value <= 1)) {
            throw new IllegalArgumentException("sample rate " + value + " is not from 0 to 1");
        }
        return value == 1 ? ALL : new SampleRate(value);
    }

    /** From 0 to 1. */
    public double value() {
        return value;
    }

    /** Whether the trace or span of this id belongs to the share. */
    boolean keeps(long id) {
        if (value == 1) {
            return true;
        }
        return value > 0 && Long.compareUnsigned(id * MULTIPLIER, threshold) <= 0;
    }

    /** As {@code _dd.p.ksr} has it: at most six decimals, rounded half up, without trailing zeros. */
    public String text() {
        return text;
    }

    /** A conversion to long saturates at 2^63 - 1, so the upper half is moved down for it. */
    private static long threshold(double rate) {
        double scaled = rate * (2 * TWO_TO_63);
        return scaled < TWO_TO_63 ? (long) scaled : (long) (scaled - TWO_TO_63) ^ Long.MIN_VALUE;
    }

    private static String text(double rate) {
        BigDecimal rounded = BigDecimal.valueOf(rate).setScale(DECIMALS, RoundingMode.HALF_UP);
        return rounded.signum() == 0 ? "0" : rounded.stripTrailingZeros().toPlainString();
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof SampleRate rate && rate.value == value;
    }

    @Override
    public int hashCode() {
        return Double.hashCode(value);
    }

    @Override
    public String toString() {
        return Double.toString(value);
    }
}
