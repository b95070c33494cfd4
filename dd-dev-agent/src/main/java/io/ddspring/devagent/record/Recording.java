/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.Payload;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last payloads as they came, bounded by bytes; the oldest one goes first. Thread-safe. */
public final class Recording {
    /** What a payload takes besides its body. */
    private static final int OVERHEAD_BYTES = 1024;

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
            bytes += bytesOf(payload);
            while (bytes > maxBytes) {
                bytes -= bytesOf(payloads.removeFirst());
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

    private static long bytesOf(Payload payload) {
        return payload.body().length + (long) OVERHEAD_BYTES;
    }
}
