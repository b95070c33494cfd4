/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The engines of the bridges that run in this process, oldest first: each application context may have one. */
final class RunningBridges {
    private static final List<Supplier<TracingEngine>> RUNNING = new CopyOnWriteArrayList<>();

    private RunningBridges() {}

    static void add(Supplier<TracingEngine> engine) {
        RUNNING.add(engine);
    }

    static void remove(Supplier<TracingEngine> engine) {
        RUNNING.remove(engine);
    }

    static boolean isEmpty() {
        return RUNNING.isEmpty();
    }

    /** That of the newest; {@link TracingEngine#NONE} when there is none. */
    static TracingEngine newest() {
        Supplier<TracingEngine> newest = null;
        for (Supplier<TracingEngine> running : RUNNING) {
            newest = running;
        }
        return newest == null ? TracingEngine.NONE : newest.get();
    }
}
