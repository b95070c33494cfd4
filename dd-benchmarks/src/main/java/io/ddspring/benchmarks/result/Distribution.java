/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.result;

/**
 * The middle of some values and how far they lie apart. Quartiles are interpolated linearly between the two nearest
 * values (type 7 of Hyndman and Fan).
 *
 * @param lower a quarter of the values is not larger
 * @param upper a quarter of the values is not smaller
 */
public record Distribution(double median, double lower, double upper) {
    /** @param values at least one, in any order */
    public static Distribution of(double... values) {
        if (values.length == 0) {
            throw new IllegalArgumentException("no values");
        }
        double[] sorted = values.clone();
        java.util.Arrays.sort(sorted);
        return new Distribution(quantile(sorted, 0.5), quantile(sorted, 0.25), quantile(sorted, 0.75));
    }

    private static double quantile(double[] sorted, double fraction) {
        double position = fraction * (sorted.length - 1);
        int below = (int) position;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (position - below) * (sorted[above] - sorted[below]);
    }
}
