/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import java.util.Arrays;

/**
 * Distribution of durations in bins whose bounds grow by the same factor, so that quantiles are exact to a percent. Takes
 * room only for bins in use. Not thread-safe.
 */
final class DurationSketch {
    private static final double LN_GAMMA = Math.log(1.015625);

    /** Of the values up to a nanosecond. */
    private static final int FIRST_BIN = 0;

    private static final int FIRST_CAPACITY = 4;
    private static final int BYTES_PER_BIN = Integer.BYTES + Double.BYTES;
    private static final int OVERHEAD_BYTES = 96;

    // In ascending order of the bins.
    private int[] bins = new int[FIRST_CAPACITY];
    private double[] counts = new double[FIRST_CAPACITY];
    private int size;
    private double total;

    /** Adds a duration {@code count} times; what is no number or not positive counts as the shortest. */
    void add(double nanos, double count) {
        int bin = nanos > 1 ? FIRST_BIN + 1 + (int) (Math.log(Math.min(nanos, Long.MAX_VALUE)) / LN_GAMMA) : FIRST_BIN;
        addTo(bin, count);
    }

    void add(DurationSketch other) {
        for (int i = 0; i < other.size; i++) {
            addTo(other.bins[i], other.counts[i]);
        }
    }

    private void addTo(int bin, double count) {
        total += count;
        int place = Arrays.binarySearch(bins, 0, size, bin);
        if (place >= 0) {
            counts[place] += count;
            return;
        }
        place = -place - 1;
        if (size == bins.length) {
            bins = Arrays.copyOf(bins, size * 2);
            counts = Arrays.copyOf(counts, size * 2);
        }
        System.arraycopy(bins, place, bins, place + 1, size - place);
        System.arraycopy(counts, place, counts, place + 1, size - place);
        bins[place] = bin;
        counts[place] = count;
        size++;
    }

    /** How many durations were added. */
    double count() {
        return total;
    }

    /** The duration that the part {@code quantile}, from 0 to 1, of all does not exceed; 0 when there are none. */
    long quantileNanos(double quantile) {
        double rank = quantile * (total - 1);
        double before = 0;
        for (int i = 0; i < size; i++) {
            before += counts[i];
            if (before > rank) {
                return nanosOf(bins[i]);
            }
        }
        return size == 0 ? 0 : nanosOf(bins[size - 1]);
    }

    private static long nanosOf(int bin) {
        return bin == FIRST_BIN ? 0 : Math.round(Math.exp((bin - FIRST_BIN - 0.5) * LN_GAMMA));
    }

    /** Memory that it takes. */
    long bytes() {
        return OVERHEAD_BYTES + (long) BYTES_PER_BIN * bins.length;
    }
}
