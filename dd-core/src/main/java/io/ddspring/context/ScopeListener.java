/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.context;

/**
 * Told of every change of a thread's current context, on that thread. The callback is on the path of every scope: it
 * must not block, and a failure of it is recorded and reaches nobody.
 */
@FunctionalInterface
public interface ScopeListener {
    /** Called after {@code current} has replaced {@code previous} as the context of the calling thread. */
    void contextChanged(Context previous, Context current);
}
