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
    private static final Context ROOT = new Context(null, null, null);

    // One entry, and the context that it was added to. A context has very few entries, so they are searched one by one.
    private final @Nullable ContextKey<?> key;
    private final @Nullable Object value;
    private final @Nullable Context rest;

    private Context(@Nullable ContextKey<?> key, @Nullable Object value, @Nullable Context rest) {
        this.key = key;
        this.value = value;
        this.rest = rest;
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

    /** The value of {@code wanted}, or null. */
    @SuppressWarnings("unchecked") // with() stored a T under this key
    public <T> @Nullable T get(ContextKey<T> wanted) {
        for (Context context = this; context != null; context = context.rest) {
            if (context.key == wanted) {
                return (T) context.value;
            }
        }
        return null;
    }

    /** A copy of this context in which {@code key} has {@code value}; this context when it has that already. */
    public <T> Context with(ContextKey<T> key, T value) {
        Objects.requireNonNull(key, "key");
        Objects.requireNonNull(value, "value");
        return get(key) == value ? this : new Context(key, value, without(key));
    }

    /** A copy of this context in which {@code unwanted} has no value; this context when it has none already. */
    public Context without(ContextKey<?> unwanted) {
        if (rest == null) {
            return this;
        }
        if (key == unwanted) {
            return rest;
        }
        Context remaining = rest.without(unwanted);
        return remaining == rest ? this : new Context(key, value, remaining);
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
        for (Context context = this; context.rest != null; context = context.rest) {
            text.append(context == this ? "" : ", ")
                    .append(context.key)
                    .append('=')
                    .append(context.value);
        }
        return text.append('}').toString();
    }
}
