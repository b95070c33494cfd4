/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A kind of event. Types are constants, normally on the event's own class, and are compared by identity. Thread-safe.
 *
 * @param <E> class of the events
 * @param <R> class of the answers; {@link Void} when listeners only listen
 */
@SuppressWarnings("UnusedTypeParameter") // ties events and answers to their type
public final class EventType<E, R> {
    private static final AtomicInteger NEXT_INDEX = new AtomicInteger();

    private final String name;
    private final int index = NEXT_INDEX.getAndIncrement();

    private EventType(String name) {
        this.name = name;
    }

    /** A type whose listeners only listen. */
    public static <E> EventType<E, Void> notification(String name) {
        return new EventType<>(name);
    }

    /** A type whose listeners may answer, for example with the decision to block. */
    public static <E, R> EventType<E, R> question(String name) {
        return new EventType<>(name);
    }

    /** Position of the type's listeners in a hub. */
    int index() {
        return index;
    }

    @Override
    public String toString() {
        return name;
    }
}
