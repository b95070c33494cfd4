/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.task;

import io.ddspring.context.Context;
import io.ddspring.trace.reactor.ReactorSpans;
import io.micrometer.context.ThreadLocalAccessor;
import org.jspecify.annotations.Nullable;

/**
 * Lets Reactor and everybody else who uses Micrometer's context propagation carry our context between threads. Found by
 * the service loader. Each value that is set is followed by a restoration on the same thread, innermost first; a
 * restoration too many changes nothing.
 */
public final class ContextAccessor implements ThreadLocalAccessor<Context> {
    @Override
    public Object key() {
        return ReactorSpans.CONTEXT_KEY;
    }

    @Override
    public @Nullable Context getValue() {
        Context current = Context.current();
        return current == Context.root() ? null : current;
    }

    @Override
    public void setValue(Context context) {
        InstalledContexts.install(context);
    }

    @Override
    public void setValue() {
        InstalledContexts.install(Context.root());
    }

    @Override
    public void restore(Context previous) {
        InstalledContexts.uninstall();
    }

    @Override
    public void restore() {
        InstalledContexts.uninstall();
    }
}
