/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Where integrations publish what happens and products listen, so that neither knows the other. Thread-safe. Listeners
 * of one type are called from the lowest to the highest priority number, ties in the order of subscription. A listener
 * that throws is isolated and counted; ten failures without a success in between switch it off for good, with one WARN.
 *
 * <p>Dispatching costs one volatile read and allocates nothing when nobody listens. An event that is costly to make is
 * made only if {@link #hasListeners} says so:
 *
 * <pre>{@code
 * if (hub.hasListeners(RequestBodyRead.TYPE)) {
 *     hub.dispatch(RequestBodyRead.TYPE, new RequestBodyRead(body));
 * }
 * }</pre>
 */
public final class EventHub {
    private static final Listener[] NOBODY = {};

    private final ReentrantLock lock = new ReentrantLock();

    /** Listeners by {@link EventType#index()}; every array is immutable and replaced as a whole under the lock. */
    private volatile Listener[][] listeners = {};

    /** Adds a listener; of two listeners that with the lower {@code priority} is called first. */
    public <E> Subscription on(EventType<E, Void> type, int priority, EventListener<E> listener) {
        Objects.requireNonNull(listener, "listener");
        return subscribe(new Listener(this, type, priority, event -> {
            listener.onEvent(Listener.cast(event));
            return null;
        }));
    }

    /** Adds a listener of priority 0. */
    public <E> Subscription on(EventType<E, Void> type, EventListener<E> listener) {
        return on(type, 0, listener);
    }

    /** Adds a listener that may answer; of two that with the lower {@code priority} is asked first. */
    public <E, R> Subscription onQuestion(EventType<E, R> type, int priority, EventListener.Answering<E, R> listener) {
        Objects.requireNonNull(listener, "listener");
        return subscribe(new Listener(this, type, priority, event -> listener.onEvent(Listener.cast(event))));
    }

    /** Whether an event of this type would reach anybody. */
    public boolean hasListeners(EventType<?, ?> type) {
        return listenersOf(type).length > 0;
    }

    /** Tells every listener of the type, on the calling thread. Never throws what a listener throws. */
    public <E> void dispatch(EventType<E, ?> type, E event) {
        for (Listener listener : listenersOf(type)) {
            listener.call(event);
        }
    }

    /**
     * Asks the listeners of the type in order, on the calling thread, and returns the first answer, or null; the rest is
     * not asked. A listener that fails has no answer.
     */
    public <E, R> @Nullable R dispatchForResult(EventType<E, R> type, E event) {
        for (Listener listener : listenersOf(type)) {
            Object answer = listener.call(event);
            if (answer != null) {
                return Listener.cast(answer);
            }
        }
        return null;
    }

    private Listener[] listenersOf(EventType<?, ?> type) {
        Listener[][] present = listeners;
        int index = type.index();
        return index < present.length ? present[index] : NOBODY;
    }

    private Subscription subscribe(Listener listener) {
        lock.lock();
        try {
            Listener[] present = listenersOf(listener.type());
            Listener[] grown = Arrays.copyOf(present, present.length + 1);
            grown[present.length] = listener;
            Arrays.sort(grown, Comparator.comparingInt(Listener::priority));
            replace(listener.type().index(), grown);
        } finally {
            lock.unlock();
        }
        return () -> unsubscribe(listener);
    }

    void unsubscribe(Listener listener) {
        lock.lock();
        try {
            Listener[] remaining = Arrays.stream(listenersOf(listener.type()))
                    .filter(present -> present != listener)
                    .toArray(Listener[]::new);
            replace(listener.type().index(), remaining);
        } finally {
            lock.unlock();
        }
    }

    private void replace(int index, Listener[] ofType) {
        Listener[][] present = listeners;
        Listener[][] changed = Arrays.copyOf(present, Math.max(present.length, index + 1));
        for (int i = present.length; i < changed.length; i++) {
            changed[i] = NOBODY;
        }
        changed[index] = ofType;
        listeners = changed;
    }
}
