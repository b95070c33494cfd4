/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Payload;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The last payloads, bounded by bytes; the oldest one goes first. Thread-safe. */
final class PayloadStore {
    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by the lock.
    private final Deque<StoredPayload> payloads = new ArrayDeque<>();
    private long bytes;
    private long lastNumber;

    PayloadStore(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps a payload, unless it is larger than everything that can be kept; says whether it did. */
    boolean add(Payload payload, String kind, String summary) {
        lock.lock();
        try {
            StoredPayload added = new StoredPayload(lastNumber + 1, kind, summary, payload);
            if (added.keptBytes() > maxBytes) {
                return false;
            }
            lastNumber++;
            payloads.addLast(added);
            bytes += added.keptBytes();
            while (bytes > maxBytes) {
                bytes -= payloads.removeFirst().keptBytes();
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    List<StoredPayload> newestFirst() {
        lock.lock();
        try {
            List<StoredPayload> all = new ArrayList<>(payloads);
            Collections.reverse(all);
            return all;
        } finally {
            lock.unlock();
        }
    }

    Optional<StoredPayload> find(long number) {
        return newestFirst().stream()
                .filter(payload -> payload.number() == number)
                .findFirst();
    }

    /** Forgets all; numbers go on, so that none means two payloads. */
    void clear() {
        lock.lock();
        try {
            payloads.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }
}
