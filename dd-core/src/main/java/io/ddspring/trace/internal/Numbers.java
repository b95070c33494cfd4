/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import org.jspecify.annotations.Nullable;

/** Numbers as objects. Those that most tags have, small integers, are made once. */
final class Numbers {
    private static final int LEAST = -16;
    private static final @Nullable Double[] SMALL = new Double[1024];

    /** Beyond this a double no longer represents every integer. */
    private static final long EXACT_INTEGER_LIMIT = 1L << 53;

    private Numbers() {}

    /** Whether no other integer has the same double. */
    static boolean isExact(long integer) {
        return integer <= EXACT_INTEGER_LIMIT && integer >= -EXACT_INTEGER_LIMIT;
    }

    static Double of(double value) {
        int index = (int) value - LEAST;
        if (index < 0 || index >= SMALL.length || index + LEAST != value) {
            return value;
        }
        // Threads that come at once may make the same number twice, which is no harm.
        Double known = SMALL[index];
        if (known == null) {
            known = (double) (index + LEAST);
            SMALL[index] = known;
        }
        return known;
    }
}
