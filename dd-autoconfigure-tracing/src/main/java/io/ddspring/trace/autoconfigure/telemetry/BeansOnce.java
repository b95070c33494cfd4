/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.telemetry;

import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.BeansException;
import org.springframework.beans.factory.ObjectProvider;

/**
 * All beans of a type, looked up at the first question: reports are still made when the context is closed already and
 * refuses to answer. None if it does so at the first question. Thread-safe.
 */
final class BeansOnce<T> implements Supplier<List<T>> {
    private final ObjectProvider<T> provider;
    private volatile @Nullable List<T> beans;

    BeansOnce(ObjectProvider<T> provider) {
        this.provider = provider;
    }

    @Override
    public List<T> get() {
        List<T> known = beans;
        if (known == null) {
            try {
                known = provider.orderedStream().toList();
            } catch (BeansException | IllegalStateException closing) {
                return List.of();
            }
            beans = known;
        }
        return known;
    }
}
