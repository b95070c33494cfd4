/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of this process. Thread-safe. */
public final class Threads {
    private Threads() {}

    /** Those whose names begin so. */
    public static List<Thread> named(String start) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(start))
                .toList();
    }

    /** Those whose names begin so and that do not end although they were given five seconds each. */
    public static List<Thread> remaining(String start) {
        return named(start).stream().filter(thread -> !ends(thread)).toList();
    }

    /** Waits until the thread is in {@code state}; fails after ten seconds. */
    public static void awaitState(Thread thread, Thread.State state) {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(10);
        while (thread.getState() != state && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(thread.getState()).as(thread.getName()).isEqualTo(state);
    }

    private static boolean ends(Thread thread) {
        try {
            thread.join(TimeUnit.SECONDS.toMillis(5));
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        return !thread.isAlive();
    }
}
