/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Arrays;

/** Numeric tags, without boxing. Guarded by its owner. */
final class NumericTags extends TagNames {
    private static final int CAPACITY = 8;

    private double[] values = new double[CAPACITY];

    NumericTags() {
        super(CAPACITY);
    }

    /** A copy, with the same room for more. */
    NumericTags(NumericTags other) {
        super(other);
        values = other.values.clone();
    }

    double value(int index) {
        return values[index];
    }

    double get(String name, double absent) {
        int index = indexOf(name);
        return index < 0 ? absent : values[index];
    }

    void set(String name, double value) {
        int index = indexOfOrAppend(name);
        values[index] = value;
    }

    @Override
    void moveValues(int from, int to, int length) {
        System.arraycopy(values, from, values, to, length);
    }

    @Override
    void growValues(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }
}
