/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.jdbc;

import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * A bean that is looked up when it is first needed, and a substitute as long as it cannot be had, be it that the context
 * is closing. Thread-safe.
 *
 * @param <B> type of the bean
 * @param <V> what is made of it
 */
final class LazyBean<B, V> implements Supplier<V> {
    private final ObjectProvider<B> provider;
    private final Function<B, V> view;
    private final V substitute;
    private volatile @Nullable V found;

    LazyBean(ObjectProvider<B> provider, Function<B, V> view, V substitute) {
        this.provider = provider;
        this.view = view;
        this.substitute = substitute;
    }

    @Override
    public V get() {
        V present = found;
        return present == null ? lookUp() : present;
    }

    private V lookUp() {
        try {
            B bean = provider.getIfAvailable();
            if (bean == null) {
                return substitute;
            }
            V present = view.apply(bean);
            found = present;
            return present;
        } catch (BeansException | IllegalStateException unavailable) {
            return substitute;
        }
    }
}
