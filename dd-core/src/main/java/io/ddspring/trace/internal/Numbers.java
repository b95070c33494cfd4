/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import org.jspecify.annotations.Nullable;

/** Numbers as objects. Those that most tags have, small integers, are made once. */
final class Numbers {
    private static final int LEAST = -16;
    private static final @Nullable Double[] SMALL = new Double[1024];

    private Numbers() {}

    static Double of(double value) {
        int index = (int) value - LEAST;
        if (index < 0 || index >= SMALL.length || index + LEAST != value) {
            return value;
        }
        // Threads that come at once may make the same number twice, which is no harm.
        Double known = SMALL[index];
        if (known == null) {
            known = value;
            SMALL[index] = known;
        }
        return known;
    }
}
