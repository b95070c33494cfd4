/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Text tags. Guarded by its owner. */
final class TextTags extends TagNames {
    private static final int CAPACITY = 16;

    private String[] values = new String[CAPACITY];

    TextTags() {
        super(CAPACITY);
    }

    /** A copy, with the same room for more. */
    TextTags(TextTags other) {
        super(other);
        values = other.values.clone();
    }

    String value(int index) {
        return values[index];
    }

    @Nullable
    String get(String name) {
        int index = indexOf(name);
        return index < 0 ? null : values[index];
    }

    void set(String name, String value) {
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
