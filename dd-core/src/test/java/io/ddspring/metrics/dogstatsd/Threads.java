/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import java.util.List;
import java.util.concurrent.TimeUnit;

/** The threads of this process. */
final class Threads {
    private Threads() {}

    static List<Thread> named(String start) {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().startsWith(start))
                .toList();
    }

    /** Those that do not end although they were given time. */
    static List<Thread> remaining(String start) {
        return named(start).stream().filter(thread -> !ends(thread)).toList();
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
