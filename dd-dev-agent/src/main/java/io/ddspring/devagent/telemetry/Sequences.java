/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.record.BoundedMap;
import io.ddspring.devagent.record.Violations;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The order in which runtimes send. It is remembered even when what they told is forgotten, so that a runtime that goes on
 * is not taken for a new one. Thread-safe.
 */
final class Sequences {
    private static final int MAX_RUNTIMES = 500;

    /** What is known of a runtime after its last message; {@code bodyHash} is that of the message. */
    private record State(long last, int bodyHash, boolean started, boolean closed) {}

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private final BoundedMap<String, State> states = new BoundedMap<>(MAX_RUNTIMES, MAX_RUNTIMES, state -> 1);

    /** Notes a message; false when it is the last one once more, which a client may send when it missed the answer. */
    boolean isNew(Message message, Violations violations) {
        int bodyHash = Arrays.hashCode(message.payload().body());
        List<String> types = message.items().stream().map(Message.Item::type).toList();
        boolean starts = types.contains("app-started");
        lock.lock();
        try {
            State before = states.get(message.runtimeId());
            if (before == null) {
                violations.check(
                        !types.isEmpty() && types.get(0).equals("app-started"), firstIsNotStart(message, types));
                before = new State(0, 0, false, false);
            } else if (before.last == message.sequence() && before.bodyHash == bodyHash) {
                return false;
            } else {
                violations.check(!(starts && before.started), "a second app-started");
                violations.check(
                        message.sequence() > before.last,
                        "seq_id " + message.sequence() + " follows " + before.last + ": it must increase");
                violations.check(!before.closed, message.type() + " after app-closing");
            }
            states.put(
                    message.runtimeId(),
                    new State(
                            Math.max(before.last, message.sequence()),
                            bodyHash,
                            before.started || starts,
                            before.closed || types.contains("app-closing")));
            return true;
        } finally {
            lock.unlock();
        }
    }

    private static String firstIsNotStart(Message message, List<String> types) {
        String first = types.isEmpty() ? message.type() : types.get(0);
        return "the first message of the runtime is " + first + ", not app-started"
                + (message.sequence() > 1 ? "; was this agent started after the application?" : "");
    }
}
