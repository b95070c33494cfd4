/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

/**
 * The time during which a {@link Context} is current. To be closed on the thread that opened it, where closing restores
 * the context that was current before. Closing while a scope opened later is still open takes effect when that one
 * closes; closing twice or on another thread does nothing. Never throws.
 */
public interface ContextScope extends AutoCloseable {
    /** A scope that changed nothing. */
    ContextScope NOOP = () -> {};

    /** Ends the scope. */
    @Override
    void close();
}
