/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.opentelemetry.api.GlobalOpenTelemetry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.context.Context;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets OpenTelemetry's API make spans of ours, and unites its context with ours: a span that is active in one is active
 * in the other. Also takes the place of {@link GlobalOpenTelemetry} if nobody has taken it; several bridges of one
 * process share it, and the newest answers. Thread-safe. Whoever starts a bridge closes it.
 */
public final class OpenTelemetryBridge implements AutoCloseable {
    private static final ReentrantLock CHANGING = new ReentrantLock();
    private static final OpenTelemetry GLOBAL = new BridgedOpenTelemetry(RunningBridges::newest);

    private final Supplier<TracingEngine> engine;
    private final OpenTelemetry openTelemetry;
    private final Global global;

    /** Who has the place of the global OpenTelemetry. */
    public enum Global {
        /** The bridge. */
        BRIDGE,
        /** Nobody, but it was asked for before the bridge started, which is why it stays without effect. */
        NOBODY,
        /** An OpenTelemetry of the application; the bridge then leaves everything as it is. */
        APPLICATION
    }

    private OpenTelemetryBridge(Supplier<TracingEngine> engine, Global global) {
        this.engine = engine;
        this.global = global;
        this.openTelemetry =
                global == Global.APPLICATION ? GlobalOpenTelemetry.get() : new BridgedOpenTelemetry(engine);
    }

    /**
     * Starts a bridge. To be called before anything uses OpenTelemetry, as its context can be united with ours only then.
     *
     * @param engine asked for whenever a span starts; must answer at any time and never throw
     */
    public static OpenTelemetryBridge start(Supplier<TracingEngine> engine) {
        CHANGING.lock();
        try {
            Global global = takeGlobalPlace();
            if (global != Global.APPLICATION) {
                SharedContextStorage.offer();
                RunningBridges.add(engine);
            }
            return new OpenTelemetryBridge(engine, global);
        } finally {
            CHANGING.unlock();
        }
    }

    private static Global takeGlobalPlace() {
        try {
            GlobalOpenTelemetry.set(GLOBAL);
            return Global.BRIDGE;
        } catch (IllegalStateException alreadyTaken) {
            TracerProvider present = GlobalOpenTelemetry.getTracerProvider();
            if (present == GLOBAL.getTracerProvider()) {
                return Global.BRIDGE;
            }
            return present == TracerProvider.noop() ? Global.NOBODY : Global.APPLICATION;
        }
    }

    /** Entry point of the API; the application's own if that is the global one. */
    public OpenTelemetry openTelemetry() {
        return openTelemetry;
    }

    /** Who has the place of the global OpenTelemetry. */
    public Global global() {
        return global;
    }

    /**
     * Whether contexts are shared; false when OpenTelemetry was used before the first bridge of the process started. Then
     * only spans of the bridge that are made current are active in both worlds. The call counts as a use of OpenTelemetry.
     */
    public boolean sharesContext() {
        Context.current();
        return SharedContextStorage.isInUse();
    }

    /**
     * Ends the bridge: what still uses it records nothing. The last one of the process leaves the global place empty, so
     * that another OpenTelemetry can be registered.
     */
    @Override
    public void close() {
        CHANGING.lock();
        try {
            RunningBridges.remove(engine);
            if (global == Global.BRIDGE
                    && RunningBridges.isEmpty()
                    && GlobalOpenTelemetry.getTracerProvider() == GLOBAL.getTracerProvider()) {
                // The name tells what it is mostly used for; there is no other way to take a registration back.
                GlobalOpenTelemetry.resetForTest();
            }
        } finally {
            CHANGING.unlock();
        }
    }
}
