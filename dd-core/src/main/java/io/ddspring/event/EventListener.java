/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

import org.jspecify.annotations.Nullable;

/**
 * Receives events on the thread that dispatches them, so it must be quick and must not block.
 *
 * @param <E> class of the events
 */
@FunctionalInterface
public interface EventListener<E> {
    /** Called with each event; a failure is recorded and reaches neither the sender nor other listeners. */
    void onEvent(E event);

    /**
     * Receives events and may answer them.
     *
     * @param <E> class of the events
     * @param <R> class of the answers
     */
    @FunctionalInterface
    interface Answering<E, R> {
        /** An answer, or null to leave the event to the next listener. */
        @Nullable
        R onEvent(E event);
    }
}
