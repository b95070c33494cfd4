/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import io.ddspring.metrics.Faults;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;

/** The process-wide listeners; an immutable array, so that telling them needs one volatile read and no allocation. */
final class ScopeListeners {
    private static final AtomicReference<Registration[]> REGISTRATIONS = new AtomicReference<>(new Registration[0]);

    private ScopeListeners() {}

    static ContextScope add(ScopeListener listener) {
        Registration added = new Registration(listener);
        REGISTRATIONS.updateAndGet(present -> {
            Registration[] grown = Arrays.copyOf(present, present.length + 1);
            grown[present.length] = added;
            return grown;
        });
        return () -> remove(added);
    }

    private static void remove(Registration removed) {
        REGISTRATIONS.updateAndGet(present -> Arrays.stream(present)
                .filter(registration -> registration != removed)
                .toArray(Registration[]::new));
    }

    static void notify(Context previous, Context current) {
        for (Registration registration : Objects.requireNonNull(REGISTRATIONS.get())) {
            try {
                registration.listener.contextChanged(previous, current);
            } catch (Throwable failure) {
                Faults.shared().record("scope.listener", failure);
            }
        }
    }

    /** One subscription; two of the same listener are different ones. */
    private static final class Registration {
        private final ScopeListener listener;

        Registration(ScopeListener listener) {
            this.listener = listener;
        }
    }
}
