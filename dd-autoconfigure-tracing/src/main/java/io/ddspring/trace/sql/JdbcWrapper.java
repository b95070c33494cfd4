/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.sql.SQLException;
import java.sql.Wrapper;
import org.jspecify.annotations.Nullable;

/**
 * What all delegates have in common. A delegate prints like its target, and two delegates of the same kind are equal
 * when their targets are.
 *
 * @param <D> kind of the target
 */
abstract class JdbcWrapper<D extends Wrapper> implements Wrapper {
    final D delegate;

    JdbcWrapper(D delegate) {
        this.delegate = delegate;
    }

    @Override
    public final <T> T unwrap(Class<T> type) throws SQLException {
        if (type.isInstance(this)) {
            return type.cast(this);
        }
        return type.isInstance(delegate) ? type.cast(delegate) : delegate.unwrap(type);
    }

    @Override
    public final boolean isWrapperFor(Class<?> type) throws SQLException {
        return type.isInstance(this) || type.isInstance(delegate) || delegate.isWrapperFor(type);
    }

    @Override
    public final boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof JdbcWrapper<?> wrapper
                        && wrapper.getClass() == getClass()
                        && wrapper.delegate.equals(delegate));
    }

    @Override
    public final int hashCode() {
        return delegate.hashCode();
    }

    @Override
    public final String toString() {
        return delegate.toString();
    }
}
