/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.annotation;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Where calls of woven methods find the application they belong to: woven code has no application context. With several
 * applications in one process it is the newest; with none, calls are not traced. Thread-safe.
 */
public final class WovenCalls {
    private static final List<MethodTracer> RUNNING = new CopyOnWriteArrayList<>();

    private WovenCalls() {}

    /** Has the calls traced by {@code tracer} until it is removed. */
    public static void add(MethodTracer tracer) {
        RUNNING.add(tracer);
    }

    /** Takes {@code tracer} back; the newest of the others takes its place. */
    public static void remove(MethodTracer tracer) {
        RUNNING.remove(tracer);
    }

    /** Runs {@code call} of {@code method}, as a span unless it came through a proxy and has one. */
    public static @Nullable Object trace(TracedMethod method, @Nullable Object[] arguments, MethodTracer.Call call)
            throws Throwable {
        MethodTracer newest = null;
        for (MethodTracer running : RUNNING) {
            newest = running;
        }
        return newest == null ? call.proceed() : newest.traceBody(method, arguments, call);
    }
}
