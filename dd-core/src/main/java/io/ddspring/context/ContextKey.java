/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

/**
 * Identifies one value of a {@link Context}. Keys are compared by identity, so a key is kept in a constant; the name is
 * for people only. Thread-safe.
 *
 * @param <T> type of the value
 */
@SuppressWarnings("UnusedTypeParameter") // ties the type of a value to its key
public final class ContextKey<T> {
    private final String name;

    private ContextKey(String name) {
        this.name = name;
    }

    /** Creates a new key; two keys of the same name are different keys. */
    public static <T> ContextKey<T> named(String name) {
        return new ContextKey<>(name);
    }

    @Override
    public String toString() {
        return name;
    }
}
