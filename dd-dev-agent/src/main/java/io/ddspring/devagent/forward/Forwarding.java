/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.forward;

import io.ddspring.devagent.http.Payload;
import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Sends payloads to a real Agent, one after the other, on a thread of its own from construction to {@link #close()}. What
 * does not fit into the queue is dropped. Thread-safe.
 */
final class Forwarding implements AutoCloseable {
    /**
     * How it goes.
     *
     * @param dropped number of payloads for which there was no room
     * @param lastError why the last one that failed did; null when none has
     */
    record Status(
            int queued,
            long queuedBytes,
            long forwarded,
            long failed,
            long dropped,
            @Nullable String lastError,
            @Nullable Instant lastErrorTime) {}

    static final int MAX_QUEUED = 500;
    private static final long MAX_QUEUED_BYTES = 8L * 1024 * 1024;
    private static final long END_PATIENCE_MILLIS = 1_000;

    private final RealAgent agent;
    private final Clock clock;
    private final Runnable changed;
    private final Thread thread;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();
    // All guarded by the lock.
    private final Deque<Payload> queue = new ArrayDeque<>();
    private long queuedBytes;
    private long forwarded;
    private long failed;
    private long dropped;
    private @Nullable String lastError;
    private @Nullable Instant lastErrorTime;
    private boolean ending;

    /**
     * @param threads makes a daemon thread of a role and its work
     * @param changed called when the status is another
     */
    Forwarding(RealAgent agent, Clock clock, BiFunction<String, Runnable, Thread> threads, Runnable changed) {
        this.agent = agent;
        this.clock = clock;
        this.changed = changed;
        this.thread = threads.apply("forward", this::run);
        thread.start();
    }

    /** Has a payload sent if there is room for it. Never waits. */
    void offer(Payload payload) {
        lock.lock();
        try {
            if (ending || queue.size() >= MAX_QUEUED || queuedBytes + payload.body().length > MAX_QUEUED_BYTES) {
                dropped++;
            } else {
                queue.addLast(payload);
                queuedBytes += payload.body().length;
                news.signal();
            }
        } finally {
            lock.unlock();
        }
        changed.run();
    }

    Status status() {
        lock.lock();
        try {
            return new Status(queue.size(), queuedBytes, forwarded, failed, dropped, lastError, lastErrorTime);
        } finally {
            lock.unlock();
        }
    }

    /** Begins to count anew; what is queued is still sent. */
    void resetCounts() {
        lock.lock();
        try {
            forwarded = 0;
            failed = 0;
            dropped = 0;
            lastError = null;
            lastErrorTime = null;
        } finally {
            lock.unlock();
        }
    }

    /** Sends what is queued, for at most a second, and ends the thread. */
    @Override
    public void close() {
        lock.lock();
        try {
            ending = true;
            news.signal();
        } finally {
            lock.unlock();
        }
        try {
            thread.join(END_PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        lock.lock();
        try {
            dropped += queue.size();
            queue.clear();
            queuedBytes = 0;
        } finally {
            lock.unlock();
        }
        agent.breakOff();
    }

    private void run() {
        for (Payload next = next(); next != null; next = next()) {
            String error = send(next);
            lock.lock();
            try {
                if (error == null) {
                    forwarded++;
                } else {
                    failed++;
                    lastError = error;
                    lastErrorTime = clock.instant();
                }
            } finally {
                lock.unlock();
            }
            changed.run();
        }
    }

    /** Null at the end. */
    private @Nullable Payload next() {
        lock.lock();
        try {
            while (queue.isEmpty() && !ending) {
                news.awaitUninterruptibly();
            }
            Payload next = queue.pollFirst();
            if (next != null) {
                queuedBytes -= next.body().length;
            }
            return next;
        } finally {
            lock.unlock();
        }
    }

    /** Why it failed, or null. */
    private @Nullable String send(Payload payload) {
        try {
            int status = agent.send(payload);
            return status >= 200 && status < 300 ? null : payload + " was answered with " + status;
        } catch (IOException | RuntimeException e) {
            return payload + ": " + e;
        }
    }
}
