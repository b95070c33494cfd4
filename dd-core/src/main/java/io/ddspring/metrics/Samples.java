/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.Arrays;

/** Measured values that wait to be looked at, a limited number of them; later ones are lost. Thread-safe. */
public final class Samples {
    private static final int LIMIT = 1024;
    private static final int USUAL = 16;

    private final Object lock = new Object();
    // Guarded by the lock.
    private double[] values = {};
    private int count;

    /** Adds a value, unless too many wait. */
    public void add(double value) {
        synchronized (lock) {
            if (count == values.length) {
                if (count == LIMIT) {
                    return;
                }
                values = Arrays.copyOf(values, Math.max(USUAL, Math.min(LIMIT, 2 * count)));
            }
            values[count++] = value;
        }
    }

    /** Takes out what was added since the last call, in that order. */
    public double[] take() {
        synchronized (lock) {
            double[] taken = Arrays.copyOf(values, count);
            count = 0;
            return taken;
        }
    }
}
