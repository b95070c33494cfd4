/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.MalformedPayloadException;

/**
 * Where the bins of a sketch lie, as its sender says: bin i begins where an approximation of log(value) / log(gamma) + offset
 * is i. The approximations are linear, quadratic or cubic between two powers of 2. Immutable.
 */
record SketchBins(double gamma, double offset, int interpolation) {
    private static final double LN_2 = Math.log(2);
    private static final double[] CUBIC = {10.0 / 7, -3.0 / 5, 6.0 / 35};
    private static final int BISECTIONS = 40;

    SketchBins {
        if (!(gamma > 1) || !Double.isFinite(gamma) || !Double.isFinite(offset)) {
            throw new IllegalArgumentException("gamma " + gamma + " and offset " + offset + " describe no bins");
        }
        if (interpolation < 0 || interpolation > 3) {
            throw new IllegalArgumentException("interpolation " + interpolation + " is not known");
        }
    }

    /** As the constructor. */
    static SketchBins of(double gamma, double offset, int interpolation) throws MalformedPayloadException {
        try {
            return new SketchBins(gamma, offset, interpolation);
        } catch (IllegalArgumentException e) {
            throw new MalformedPayloadException("sketch", ": ", e);
        }
    }

    /** The value in the middle of a bin. */
    double middle(int bin) {
        return (begin(bin) + begin(bin + 1.0)) / 2;
    }

    private double begin(double bin) {
        double log2 = (bin - offset) * Math.log(gamma) / LN_2;
        double exponent = Math.floor(log2);
        return Math.pow(2, exponent) * (1 + fraction(log2 - exponent));
    }

    /** What comes after the leading 1 of a number whose approximated logarithm has the decimals {@code part}. */
    private double fraction(double part) {
        return switch (interpolation) {
            case 0 -> Math.pow(2, part) - 1;
            case 1 -> part;
            case 2 -> 2 - Math.sqrt(4 - 3 * part);
            default -> inverseCubic(part);
        };
    }

    private static double inverseCubic(double part) {
        double low = 0;
        double high = 1;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (((CUBIC[2] * middle + CUBIC[1]) * middle + CUBIC[0]) * middle < part) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return low;
    }
}
