/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * The running tracers of this process, oldest first. Several application contexts may each have one; static access
 * answers with the newest. Thread-safe.
 */
public final class CurrentTracer {
    private static final List<Tracer> RUNNING = new CopyOnWriteArrayList<>();

    private CurrentTracer() {}

    static Tracer get() {
        // Another thread may remove the last one between asking for the size and for the element.
        Tracer newest = Tracer.noop();
        for (Tracer running : RUNNING) {
            newest = running;
        }
        return newest;
    }

    /** Makes {@code tracer} the one that {@link Tracer#current()} answers with, until it is removed. */
    public static void add(Tracer tracer) {
        RUNNING.add(tracer);
    }

    /** Takes {@code tracer} back; the newest of the others takes its place. */
    public static void remove(Tracer tracer) {
        RUNNING.remove(tracer);
    }
}
