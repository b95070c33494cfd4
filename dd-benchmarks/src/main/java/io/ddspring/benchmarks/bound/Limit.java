/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.benchmarks.bound;

import java.util.Locale;

/**
 * The largest or the smallest value that is allowed.
 *
 * @param isUpper whether values above it are too large; else values below it are too small
 */
public record Limit(boolean isUpper, double value) {
    private static final String AT_MOST = "<=";
    private static final String AT_LEAST = ">=";

    /** @param text {@code <= 1.1} or {@code >= 0.9} */
    static Limit parse(String text) {
        boolean isUpper = text.startsWith(AT_MOST);
        if (!isUpper && !text.startsWith(AT_LEAST)) {
            throw new IllegalArgumentException("'" + text + "' begins neither with <= nor with >=");
        }
        return new Limit(
                isUpper, Double.parseDouble(text.substring(AT_MOST.length()).trim()));
    }

    /** @param tolerance part of the limit by which a value may be worse */
    public boolean allows(double measured, double tolerance) {
        double slack = tolerance * Math.abs(value);
        return isUpper ? measured <= value + slack : measured >= value - slack;
    }

    /** As it is shown. */
    public String text() {
        String number = value == Math.rint(value) ? String.format(Locale.ROOT, "%.0f", value) : String.valueOf(value);
        return (isUpper ? "≤ " : "≥ ") + number;
    }
}
