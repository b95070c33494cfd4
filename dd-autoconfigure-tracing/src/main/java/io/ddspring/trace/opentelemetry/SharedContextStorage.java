/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.opentelemetry;

import io.ddspring.metrics.Fatal;
import io.ddspring.metrics.Faults;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextStorage;
import io.opentelemetry.context.Scope;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * OpenTelemetry's current context, kept in ours while a bridge runs and where it was before otherwise. A process can
 * exchange the storage only once, before its first use, and never take that back.
 */
final class SharedContextStorage implements ContextStorage {
    private static final String SITE = "opentelemetry.context";
    private static final AtomicBoolean OFFERED = new AtomicBoolean();
    private static final AtomicBoolean IN_USE = new AtomicBoolean();

    private final ContextStorage other;

    private SharedContextStorage(ContextStorage other) {
        this.other = other;
    }

    /** Asks OpenTelemetry to use this storage from its first use on. */
    static void offer() {
        if (OFFERED.compareAndSet(false, true)) {
            ContextStorage.addWrapper(storage -> {
                IN_USE.set(true);
                return new SharedContextStorage(storage);
            });
        }
    }

    /** Whether OpenTelemetry uses this storage; certain only after its first use. */
    static boolean isInUse() {
        return IN_USE.get();
    }

    @Override
    public Scope attach(@Nullable Context context) {
        if (RunningBridges.isEmpty()) {
            return other.attach(context);
        }
        try {
            return context == null ? Scope.noop() : SharedContexts.attach(context);
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            Faults.shared().record(SITE, failure);
            return Scope.noop();
        }
    }

    @Override
    public @Nullable Context current() {
        if (RunningBridges.isEmpty()) {
            return other.current();
        }
        try {
            return SharedContexts.current();
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            Faults.shared().record(SITE, failure);
            return null;
        }
    }

    @Override
    public Context root() {
        return other.root();
    }
}
