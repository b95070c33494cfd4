/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import org.jspecify.annotations.Nullable;

/**
 * Contexts that were made current through interfaces without a scope to close: each installation is followed by an
 * uninstallation on the same thread, innermost first. One uninstallation too many changes nothing.
 */
final class InstalledContexts {
    private static final ThreadLocal<@Nullable Installed> INNERMOST = new ThreadLocal<>();

    private InstalledContexts() {}

    static void install(Context context) {
        INNERMOST.set(new Installed(context.activate(), INNERMOST.get()));
    }

    static void uninstall() {
        Installed innermost = INNERMOST.get();
        if (innermost == null) {
            return;
        }
        innermost.scope.close();
        if (innermost.outer == null) {
            INNERMOST.remove();
        } else {
            INNERMOST.set(innermost.outer);
        }
    }

    private record Installed(ContextScope scope, @Nullable Installed outer) {}
}
