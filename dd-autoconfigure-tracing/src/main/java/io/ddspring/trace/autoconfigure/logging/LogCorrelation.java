/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.logging;

import io.ddspring.context.Context;
import io.ddspring.context.ContextScope;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Log correlation of one application. Of several in one process the newest writes, so that no two write the same keys.
 * Thread-safe; closing hands over to the one before.
 */
final class LogCorrelation implements AutoCloseable {
    private static final ReentrantLock LOCK = new ReentrantLock();
    // Guarded by the lock: the newest first, and it alone listens.
    private static final Deque<LogCorrelation> RUNNING = new ArrayDeque<>();

    private final @Nullable MdcWriter writer;
    // Guarded by the lock.
    private boolean wanted = true;
    private @Nullable ContextScope subscription;

    private LogCorrelation(@Nullable MdcWriter writer) {
        this.writer = writer;
    }

    /** Begins to write; to be closed. */
    static LogCorrelation start(LogCorrelationSettings settings) {
        return new LogCorrelation(new MdcWriter(settings)).takeOver();
    }

    /** As {@link #start}, but begins to write when it is told to. */
    static LogCorrelation startWaiting(LogCorrelationSettings settings) {
        LogCorrelation waiting = new LogCorrelation(new MdcWriter(settings));
        waiting.wanted = false;
        return waiting.takeOver();
    }

    /** Begins to keep the logging context free of our keys; to be closed. */
    static LogCorrelation startSilent() {
        return new LogCorrelation(null).takeOver();
    }

    /** Writes, or ceases to; one that only keeps the logging context free goes on with that. */
    void setWriting(boolean writing) {
        LOCK.lock();
        try {
            wanted = writing;
            if (writer != null) {
                writer.setWriting(writing);
            }
            // Whoever listens goes on to, as what was written must be taken back.
            if (writing && RUNNING.peekFirst() == this) {
                listen();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private LogCorrelation takeOver() {
        LOCK.lock();
        try {
            if (!RUNNING.isEmpty()) {
                RUNNING.getFirst().stopListening();
            }
            RUNNING.addFirst(this);
            listen();
        } finally {
            LOCK.unlock();
        }
        return this;
    }

    @Override
    public void close() {
        LOCK.lock();
        try {
            RUNNING.remove(this);
            stopListening();
            if (!RUNNING.isEmpty()) {
                RUNNING.getFirst().listen();
            }
        } finally {
            LOCK.unlock();
        }
    }

    private void listen() {
        if (subscription == null && writer != null && wanted) {
            subscription = Context.addScopeListener(writer);
        }
    }

    private void stopListening() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }
}
