/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.internal;

import java.util.concurrent.ThreadLocalRandom;

/** Draws trace and span ids. Thread-safe. */
@FunctionalInterface
interface IdGenerator {
    /** Positive 63-bit numbers, which readers that know no unsigned integers understand as well. */
    IdGenerator RANDOM = () -> Math.max(1, ThreadLocalRandom.current().nextLong() >>> 1);

    /** A new id; not 0. */
    long next();

    /** Upper half of a 128-bit trace id: the second in which the trace began, and 32 zero bits. */
    static long highBits(long startUnixNanos) {
        return (startUnixNanos / 1_000_000_000L) << 32;
    }
}
