/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import io.ddspring.metrics.Faults;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The process-wide listeners; an immutable array, so that telling them needs one volatile read and no allocation. */
final class ScopeListeners {
    private static final AtomicReference<ScopeListener[]> LISTENERS = new AtomicReference<>(new ScopeListener[0]);

    private ScopeListeners() {}

    static ContextScope add(ScopeListener listener) {
        LISTENERS.updateAndGet(present -> {
            ScopeListener[] grown = new ScopeListener[present.length + 1];
            System.arraycopy(present, 0, grown, 0, present.length);
            grown[present.length] = listener;
            return grown;
        });
        return () -> remove(listener);
    }

    private static void remove(ScopeListener listener) {
        LISTENERS.updateAndGet(present -> {
            for (int i = 0; i < present.length; i++) {
                if (present[i] == listener) {
                    ScopeListener[] shrunk = new ScopeListener[present.length - 1];
                    System.arraycopy(present, 0, shrunk, 0, i);
                    System.arraycopy(present, i + 1, shrunk, i, shrunk.length - i);
                    return shrunk;
                }
            }
            return present;
        });
    }

    static void notify(Context previous, Context current) {
        for (ScopeListener listener : Objects.requireNonNull(LISTENERS.get())) {
            try {
                listener.contextChanged(previous, current);
            } catch (RuntimeException | LinkageError failure) {
                Faults.shared().record("scope.listener", failure);
            }
        }
    }
}
