/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

/** The current context of one thread; confined to that thread. */
final class ThreadContext {
    private static final ThreadLocal<ThreadContext> OF_THREAD = ThreadLocal.withInitial(ThreadContext::new);

    Context current = Context.root();

    private ThreadContext() {}

    static ThreadContext of() {
        return OF_THREAD.get();
    }

    void replace(Context next) {
        Context previous = current;
        current = next;
        ScopeListeners.notify(previous, next);
    }
}
