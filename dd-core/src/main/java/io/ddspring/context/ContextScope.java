/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

/**
 * The time during which a {@link Context} is current. Closing restores the context that was current before, but only
 * when the current one is still the one this scope made current: closing twice, out of order or on another thread does
 * nothing. Never throws.
 */
public interface ContextScope extends AutoCloseable {
    /** A scope that changed nothing. */
    ContextScope NOOP = () -> {};

    @Override
    void close();
}
