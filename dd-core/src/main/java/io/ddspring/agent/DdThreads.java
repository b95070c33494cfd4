/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.util.concurrent.ThreadFactory;

/** Makes every thread of the library: a daemon named {@code dd-<role>} that inherits nothing from its creator. */
public final class DdThreads {
    private DdThreads() {}

    /** A factory of daemon threads named {@code dd-<role>}. */
    public static ThreadFactory factory(String role) {
        return task -> {
            Thread thread = new Thread(null, task, "dd-" + role, 0, false);
            thread.setDaemon(true);
            thread.setContextClassLoader(DdThreads.class.getClassLoader());
            return thread;
        };
    }
}
