/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last payloads as they came, bounded by bytes; the oldest one goes first. Thread-safe. */
public final class Recording {
    private static final long MORE_FILE_BYTES = 1024 * 1024;

    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by the lock.
    private final Deque<Payload> payloads = new ArrayDeque<>();
    private long bytes;

    public Recording(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Keeps a payload, unless it is larger than everything that can be kept. */
    public void add(Payload payload) {
        lock.lock();
        try {
            payloads.addLast(payload);
            bytes += payload.keptBytes();
            while (bytes > maxBytes) {
                bytes -= payloads.removeFirst().keptBytes();
            }
        } finally {
            lock.unlock();
        }
    }

    /** The kept ones, oldest first. */
    public List<Payload> all() {
        lock.lock();
        try {
            return List.copyOf(payloads);
        } finally {
            lock.unlock();
        }
    }

    public void clear() {
        lock.lock();
        try {
            payloads.clear();
            bytes = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Size that the file of a full recording cannot exceed: Base64 makes four characters of three bytes. */
    public int maxFileBytes() {
        return (int) Math.min(Integer.MAX_VALUE - 8L, 2 * maxBytes + MORE_FILE_BYTES);
    }
}
