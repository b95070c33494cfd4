/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last things that were wrong with what clients sent. Thread-safe. */
final class Problems {
    /** One of them; {@code request} is method and path. */
    record Problem(Instant time, String request, String reason) {}

    private static final int MAX_KEPT = 100;
    private static final int MAX_REASON_CHARS = 500;

    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by lock.
    private final Deque<Problem> kept = new ArrayDeque<>();
    private long count;

    Problems(Clock clock) {
        this.clock = clock;
    }

    /** Keeps a problem; the oldest one goes when there are too many. */
    void add(String request, String reason) {
        String shortReason = reason.length() > MAX_REASON_CHARS ? reason.substring(0, MAX_REASON_CHARS) + "…" : reason;
        lock.lock();
        try {
            count++;
            kept.addLast(new Problem(clock.instant(), request, shortReason));
            if (kept.size() > MAX_KEPT) {
                kept.removeFirst();
            }
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            kept.clear();
            count = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Number of problems since the start or the last {@link #clear()}, also of those no longer kept. */
    long count() {
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The kept ones, newest first. */
    List<Problem> newestFirst() {
        lock.lock();
        try {
            List<Problem> problems = new ArrayList<>(kept);
            Collections.reverse(problems);
            return problems;
        } finally {
            lock.unlock();
        }
    }
}
