/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Values that travel with one flow of work: the active span, product state, baggage. Immutable and thread-safe; each
 * thread has a current context, the {@linkplain #root() empty one} unless something was {@linkplain #activate()
 * activated}.
 */
public final class Context {
    private static final Context ROOT = new Context(new Object[0]);

    /** Keys at even, their values at odd positions. A context has very few entries, so it is searched from the front. */
    private final Object[] entries;

    private Context(Object[] entries) {
        this.entries = entries;
    }

    /** The context without values. */
    public static Context root() {
        return ROOT;
    }

    /** The context of the calling thread. */
    public static Context current() {
        return ActiveScope.current();
    }

    /**
     * Has {@code listener} told of every context change in this process until the returned handle is closed. Whoever
     * adds a listener closes the handle, on any thread.
     *
     * @return ends the subscription; closing twice does nothing
     */
    public static ContextScope addScopeListener(ScopeListener listener) {
        return ScopeListeners.add(Objects.requireNonNull(listener, "listener"));
    }

    /** The value of {@code key}, or null. */
    @SuppressWarnings("unchecked") // with() stored a T under this key
    public <T> @Nullable T get(ContextKey<T> key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                return (T) entries[i + 1];
            }
        }
        return null;
    }

    /** A copy of this context in which {@code key} has {@code value}; this context when it has that already. */
    public <T> Context with(ContextKey<T> key, T value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                if (entries[i + 1] == value) {
                    return this;
                }
                Object[] changed = entries.clone();
                changed[i + 1] = value;
                return new Context(changed);
            }
        }
        Object[] grown = new Object[entries.length + 2];
        System.arraycopy(entries, 0, grown, 2, entries.length);
        grown[0] = key;
        grown[1] = value;
        return new Context(grown);
    }

    /** A copy of this context in which {@code key} has no value; this context when it has none already. */
    public Context without(ContextKey<?> key) {
        for (int i = 0; i < entries.length; i += 2) {
            if (entries[i] == key) {
                if (entries.length == 2) {
                    return ROOT;
                }
                Object[] shrunk = new Object[entries.length - 2];
                System.arraycopy(entries, 0, shrunk, 0, i);
                System.arraycopy(entries, i + 2, shrunk, i, shrunk.length - i);
                return new Context(shrunk);
            }
        }
        return this;
    }

    /**
     * Makes this context the current one of the calling thread until the returned scope is closed. Every activation
     * must be closed on the same thread, normally by try-with-resources. Activating the current context again, or more
     * contexts than {@linkplain #limitOpenScopes allowed}, changes nothing.
     */
    public ContextScope activate() {
        return ActiveScope.open(this);
    }

    /**
     * Sets how many scopes may be open on one thread at once, in this whole process; 100 unless set. It bounds what
     * endless recursion or a forgotten {@code close} can do.
     *
     * @throws IllegalArgumentException when {@code scopes} is less than 1
     */
    public static void limitOpenScopes(int scopes) {
        if (scopes < 1) {
            throw new IllegalArgumentException("scopes " + scopes + " is less than 1");
        }
        ActiveScope.limitDepth(scopes);
    }

    /** A task that runs {@code task} with this context as the current one. */
    public Runnable wrap(Runnable task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            try (ContextScope scope = activate()) {
                task.run();
            }
        };
    }

    /** A task that calls {@code task} with this context as the current one. */
    public <T extends @Nullable Object> Callable<T> wrap(Callable<T> task) {
        Objects.requireNonNull(task, "task");
        return () -> {
            try (ContextScope scope = activate()) {
                return task.call();
            }
        };
    }

    /** A supplier that asks {@code supplier} with this context as the current one. */
    public <T extends @Nullable Object> Supplier<T> wrapSupplier(Supplier<T> supplier) {
        Objects.requireNonNull(supplier, "supplier");
        return () -> {
            try (ContextScope scope = activate()) {
                return supplier.get();
            }
        };
    }

    /** An executor whose tasks run with the context that was current when they were submitted. */
    public static Executor propagatingTo(Executor executor) {
        Objects.requireNonNull(executor, "executor");
        return task -> executor.execute(current().wrap(task));
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("Context{");
        for (int i = 0; i < entries.length; i += 2) {
            text.append(i == 0 ? "" : ", ").append(entries[i]).append('=').append(entries[i + 1]);
        }
        return text.append('}').toString();
    }
}
