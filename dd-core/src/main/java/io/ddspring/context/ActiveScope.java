/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An open scope, and the one that was innermost when it was opened. A thread refers to its innermost scope only while
 * one is open, so that an idle thread of a pool keeps neither spans nor this library's classes alive.
 */
final class ActiveScope implements ContextScope {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveScope.class);
    private static final int DEFAULT_LIMIT = 100;
    private static final ThreadLocal<@Nullable ActiveScope> INNERMOST = new ThreadLocal<>();

    private static volatile int limit = DEFAULT_LIMIT;

    private final Thread owner;
    private final Context context;
    private final @Nullable ActiveScope outer;
    private final int depth;
    /** Confined to the owner. */
    private boolean closed;

    private ActiveScope(Thread owner, Context context, @Nullable ActiveScope outer) {
        this.owner = owner;
        this.context = context;
        this.outer = outer;
        this.depth = outer == null ? 1 : outer.depth + 1;
    }

    static void limitDepth(int openScopes) {
        limit = openScopes;
    }

    /** The context of the calling thread. */
    static Context current() {
        return contextOf(INNERMOST.get());
    }

    /** Makes {@code context} current, unless it is already or too many scopes are open. */
    static ContextScope open(Context context) {
        ActiveScope outer = INNERMOST.get();
        Context previous = contextOf(outer);
        if (previous == context) {
            return NOOP;
        }
        if (outer != null && outer.depth >= limit) {
            LOG.debug("A context is not activated: {} scopes are open on this thread", outer.depth);
            return NOOP;
        }
        ActiveScope opened = new ActiveScope(Thread.currentThread(), context, outer);
        INNERMOST.set(opened);
        try {
            ScopeListeners.notify(previous, context);
        } catch (VirtualMachineError fatal) {
            // The caller gets no scope to close.
            INNERMOST.set(outer);
            throw fatal;
        }
        return opened;
    }

    @Override
    public void close() {
        if (closed || Thread.currentThread() != owner) {
            return;
        }
        closed = true;
        if (INNERMOST.get() != this) {
            // It ends together with the scopes opened after it.
            return;
        }
        ActiveScope next = outer;
        while (next != null && next.closed) {
            next = next.outer;
        }
        INNERMOST.set(next);
        Context restored = contextOf(next);
        if (restored != context) {
            ScopeListeners.notify(context, restored);
        }
    }

    private static Context contextOf(@Nullable ActiveScope scope) {
        return scope == null ? Context.root() : scope.context;
    }
}
