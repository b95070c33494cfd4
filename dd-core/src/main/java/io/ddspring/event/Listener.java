/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

import io.ddspring.metrics.Faults;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One subscribed listener with its guard against failures. */
final class Listener {
    /** So many failures without a success in between switch the listener off. */
    static final int FAILURE_LIMIT = 10;

    private static final Logger LOG = LoggerFactory.getLogger(EventHub.class);

    private final EventHub hub;
    private final EventType<?, ?> type;
    private final int priority;
    private final EventListener.Answering<Object, Object> target;
    private final AtomicInteger failuresInARow = new AtomicInteger();

    Listener(EventHub hub, EventType<?, ?> type, int priority, EventListener.Answering<Object, Object> target) {
        this.hub = hub;
        this.type = type;
        this.priority = priority;
        this.target = target;
    }

    EventType<?, ?> type() {
        return type;
    }

    int priority() {
        return priority;
    }

    @Nullable
    Object call(Object event) {
        if (failuresInARow.get() >= FAILURE_LIMIT) {
            // Another thread still has the listeners of before the switch-off.
            return null;
        }
        try {
            Object answer = target.onEvent(event);
            if (failuresInARow.get() != 0) {
                failuresInARow.updateAndGet(failures -> failures >= FAILURE_LIMIT ? failures : 0);
            }
            return answer;
        } catch (Throwable failure) {
            Faults.shared().record("event." + type, failure);
            if (failuresInARow.incrementAndGet() == FAILURE_LIMIT) {
                hub.unsubscribe(this);
                LOG.warn("A listener of {} failed {} times in a row and is switched off", type, FAILURE_LIMIT);
            }
            return null;
        }
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"
    }) // the event type that both sides name guarantees the class
    static <T> T cast(Object value) {
        return (T) value;
    }
}
