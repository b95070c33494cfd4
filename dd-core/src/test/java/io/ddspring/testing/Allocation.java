/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.testing;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** Measures what code allocates on the calling thread. */
public final class Allocation {
    private static final int WARM_UP = 2_000;
    private static final int ROUNDS = 2_000;

    private Allocation() {}

    /** Bytes that one run of {@code code} allocates on average, after it has been warmed up. */
    public static double bytesPerRun(Runnable code) {
        ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int i = 0; i < WARM_UP; i++) {
            code.run();
        }
        long self = Thread.currentThread().getId();
        long before = threads.getThreadAllocatedBytes(self);
        for (int i = 0; i < ROUNDS; i++) {
            code.run();
        }
        return (threads.getThreadAllocatedBytes(self) - before) / (double) ROUNDS;
    }
}
