/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Arrays;

/** Numeric tags in order of arrival, without boxing. Guarded by its owner. */
final class NumericTags {
    private String[] names = new String[8];
    private double[] values = new double[8];
    private int count;

    int count() {
        return count;
    }

    String name(int index) {
        return names[index];
    }

    double value(int index) {
        return values[index];
    }

    double get(String name, double absent) {
        int index = indexOf(name);
        return index < 0 ? absent : values[index];
    }

    void set(String name, double value) {
        int index = indexOf(name);
        if (index < 0) {
            if (count == names.length) {
                names = Arrays.copyOf(names, count * 2);
                values = Arrays.copyOf(values, count * 2);
            }
            index = count++;
            names[index] = name;
        }
        values[index] = value;
    }

    void remove(String name) {
        int index = indexOf(name);
        if (index >= 0) {
            count--;
            System.arraycopy(names, index + 1, names, index, count - index);
            System.arraycopy(values, index + 1, values, index, count - index);
        }
    }

    private int indexOf(String name) {
        for (int i = 0; i < count; i++) {
            if (names[i].equals(name)) {
                return i;
            }
        }
        return -1;
    }
}
