/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A scope that knows the one that was innermost when it was opened; extended by scopes that know more about what they made
 * current. Confined to the thread that opens it. That thread refers to its innermost scope only while one is open, so that
 * an idle thread of a pool keeps neither spans nor this library's classes alive.
 */
public abstract class ActiveScope implements ContextScope {
    private static final Logger LOG = LoggerFactory.getLogger(ActiveScope.class);
    private static final int DEFAULT_LIMIT = 100;
    private static final int CLOSED = 0;

    /** By thread, a place for its innermost scope. Of a type that belongs to no library, as the place outlives all scopes. */
    private static final ThreadLocal<@Nullable Object[]> INNERMOST = ThreadLocal.withInitial(() -> new Object[1]);

    private static volatile int limit = DEFAULT_LIMIT;

    /** The place of the thread that opens this scope. */
    private final @Nullable Object[] innermost;

    private final Context context;
    private final @Nullable ActiveScope outer;
    /** How many scopes are open, this one included, until this one closes. */
    private int depth;

    /**
     * A scope in which the context of the calling thread is the present one with {@code value} in it, once it is
     * {@linkplain #open() opened}.
     */
    protected <T> ActiveScope(ContextKey<T> key, T value) {
        this.innermost = INNERMOST.get();
        this.outer = (ActiveScope) innermost[0];
        this.context = contextOf(outer).with(key, value);
    }

    private ActiveScope(@Nullable Object[] innermost, Context context) {
        this.innermost = innermost;
        this.outer = (ActiveScope) innermost[0];
        this.context = context;
    }

    static void limitDepth(int openScopes) {
        limit = openScopes;
    }

    /** The context of the calling thread. */
    static Context current() {
        return contextOf((ActiveScope) INNERMOST.get()[0]);
    }

    /** Makes {@code context} current, unless it is already or too many scopes are open. */
    static ContextScope open(Context context) {
        @Nullable Object[] innermost = INNERMOST.get();
        if (contextOf((ActiveScope) innermost[0]) == context) {
            return NOOP;
        }
        ActiveScope scope = new OfContext(innermost, context);
        scope.open();
        return scope.depth == CLOSED ? NOOP : scope;
    }

    /**
     * Makes the context of this scope current, unless it is already or too many scopes are open. To be called once, by the
     * thread that created this scope and before that opens another one.
     */
    protected final void open() {
        Context previous = contextOf(outer);
        if (previous == context) {
            return;
        }
        int present = outer == null ? 0 : outer.depth;
        if (present >= limit) {
            LOG.debug("A context is not activated: {} scopes are open on this thread", present);
            return;
        }
        depth = present + 1;
        innermost[0] = this;
        try {
            ScopeListeners.notify(previous, context);
        } catch (VirtualMachineError fatal) {
            // The caller gets no scope to close.
            innermost[0] = outer;
            throw fatal;
        }
    }

    @Override
    public final void close() {
        if (depth == CLOSED || INNERMOST.get() != innermost) {
            return;
        }
        depth = CLOSED;
        if (innermost[0] != this) {
            // It ends together with the scopes opened after it.
            return;
        }
        ActiveScope next = outer;
        while (next != null && next.depth == CLOSED) {
            next = next.outer;
        }
        innermost[0] = next;
        Context restored = contextOf(next);
        if (restored != context) {
            ScopeListeners.notify(context, restored);
        }
    }

    private static Context contextOf(@Nullable ActiveScope scope) {
        return scope == null ? Context.root() : scope.context;
    }

    /** A scope of which nothing else is known. */
    private static final class OfContext extends ActiveScope {
        OfContext(@Nullable Object[] innermost, Context context) {
            super(innermost, context);
        }
    }
}
