/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.Payload;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last payloads as they came, bounded by bytes; the oldest one goes first. Thread-safe. */
public final class Recording {
    private static final long MORE_FILE_BYTES = 1024 * 1024;

    /** Each takes some hundred bytes at least. */
    private static final int MAX_PAYLOADS = 50_000;

    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by the lock. By their number.
    private final BoundedMap<Long, Payload> payloads;
    private long count;

    public Recording(long maxBytes) {
        this.maxBytes = maxBytes;
        this.payloads = new BoundedMap<>(MAX_PAYLOADS, maxBytes, Payload::keptBytes);
    }

    /** Keeps a payload, unless it is larger than everything that can be kept. */
    public void add(Payload payload) {
        lock.lock();
        try {
            payloads.put(count++, payload);
        } finally {
            lock.unlock();
        }
    }

    /** The kept ones, oldest first. */
    public List<Payload> all() {
        lock.lock();
        try {
            return payloads.oldestFirst();
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            payloads.clear();
        } finally {
            lock.unlock();
        }
    }

    /** What the payloads of a file may take; those of an agent that keeps more than this one may be read as well. */
    long maxReadBytes() {
        return 2 * maxBytes;
    }

    /** Size that the file of a full recording cannot exceed: Base64 makes four characters of three bytes. */
    int maxFileBytes() {
        return (int) Math.min(Integer.MAX_VALUE - 8L, 2 * maxBytes + MORE_FILE_BYTES);
    }
}
