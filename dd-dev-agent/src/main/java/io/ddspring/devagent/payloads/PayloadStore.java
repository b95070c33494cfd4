/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.payloads;

import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.record.BoundedMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/** The last payloads, bounded by bytes; the oldest one goes first. Thread-safe. */
final class PayloadStore {
    /** Each takes some hundred bytes at least. */
    private static final int MAX_PAYLOADS = 50_000;

    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by the lock. By their number.
    private final BoundedMap<Long, StoredPayload> payloads;
    private long lastNumber;

    PayloadStore(long maxBytes) {
        payloads = new BoundedMap<>(MAX_PAYLOADS, maxBytes, StoredPayload::keptBytes);
    }

    /** Keeps a payload, unless it is larger than everything that can be kept; says whether it did. */
    boolean add(Payload payload, String kind, String summary) {
        lock.lock();
        try {
            StoredPayload added = new StoredPayload(lastNumber + 1, kind, summary, payload);
            boolean kept = payloads.put(added.number(), added);
            lastNumber += kept ? 1 : 0;
            return kept;
        } finally {
            lock.unlock();
        }
    }

    List<StoredPayload> newestFirst() {
        lock.lock();
        try {
            return payloads.newestFirst();
        } finally {
            lock.unlock();
        }
    }

    Optional<StoredPayload> find(long number) {
        lock.lock();
        try {
            return Optional.ofNullable(payloads.get(number));
        } finally {
            lock.unlock();
        }
    }

    /** Forgets all; numbers go on, so that none means two payloads. */
    void clear() {
        lock.lock();
        try {
            payloads.clear();
        } finally {
            lock.unlock();
        }
    }
}
