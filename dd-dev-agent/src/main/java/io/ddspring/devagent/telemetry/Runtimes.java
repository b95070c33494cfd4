/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.record.BoundedMap;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The runtimes that were heard of last, and the last messages of all. Thread-safe. */
final class Runtimes {
    private static final int MAX_RUNTIMES = 16;
    /** More than the most that one can take. */
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private static final int MAX_MESSAGES = 1000;

    /** What the list of messages shows of one; {@code items} are the types in a batch, separated by commas. */
    private record Received(long timeMillis, String runtimeId, long sequence, String type, String items, int bytes) {
        private static final int MAX_ITEMS = 50;

        static Received of(Message message) {
            String items = message.type().equals(Message.BATCH)
                    ? String.join(
                            ",",
                            message.items().stream()
                                    .limit(MAX_ITEMS)
                                    .map(item -> item.type()
                                            .substring(0, Math.min(item.type().length(), 50)))
                                    .toList())
                    : "";
            return new Received(
                    message.timeMillis(),
                    message.runtimeId(),
                    message.sequence(),
                    message.type(),
                    items,
                    message.payload().body().length);
        }
    }

    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by the lock.
    private final BoundedMap<String, RuntimeFacts> runtimes =
            new BoundedMap<>(MAX_RUNTIMES, MAX_BYTES, RuntimeFacts::bytes);
    private final Deque<Received> messages = new ArrayDeque<>();

    void add(Message message) {
        lock.lock();
        try {
            RuntimeFacts runtime = runtimes.remove(message.runtimeId());
            if (runtime == null) {
                runtime = new RuntimeFacts(message.runtimeId(), message.timeMillis());
            }
            runtime.apply(message);
            runtimes.put(message.runtimeId(), runtime);
            messages.addFirst(Received.of(message));
            if (messages.size() > MAX_MESSAGES) {
                messages.removeLast();
            }
        } finally {
            lock.unlock();
        }
    }

    /** JSON of {@code /api/telemetry}, the runtime that was heard of last first. */
    byte[] json() {
        lock.lock();
        try {
            return RuntimeJson.write(runtimes.newestFirst());
        } finally {
            lock.unlock();
        }
    }

    /** JSON of {@code /api/telemetry/<runtimeId>/configuration}. */
    Optional<byte[]> configurationJson(String runtimeId) {
        lock.lock();
        try {
            return Optional.ofNullable(runtimes.get(runtimeId)).map(RuntimeJson::writeConfiguration);
        } finally {
            lock.unlock();
        }
    }

    /** JSON of {@code /api/telemetry/messages}, newest first. */
    byte[] messagesJson(int limit) {
        lock.lock();
        try {
            return JsonBytes.of(out -> {
                out.writeStartObject();
                out.writeArrayFieldStart("messages");
                Iterator<Received> newestFirst = messages.iterator();
                for (int i = 0; i < limit && newestFirst.hasNext(); i++) {
                    Received message = newestFirst.next();
                    out.writeStartObject();
                    out.writeNumberField("timeMillis", message.timeMillis());
                    out.writeStringField("runtimeId", message.runtimeId());
                    out.writeNumberField("sequence", message.sequence());
                    out.writeStringField("type", message.type());
                    out.writeStringField("items", message.items());
                    out.writeNumberField("bytes", message.bytes());
                    out.writeEndObject();
                }
                out.writeEndArray();
                out.writeEndObject();
            });
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            runtimes.clear();
            messages.clear();
        } finally {
            lock.unlock();
        }
    }
}
