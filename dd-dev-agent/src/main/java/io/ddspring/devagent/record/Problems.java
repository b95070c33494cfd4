/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.locks.ReentrantLock;

/** The last things that were wrong with what clients sent. Thread-safe. */
public final class Problems {
    /** One of them; {@code request} is method and path. */
    public record Problem(Instant time, String request, String reason) {}

    private static final int MAX_KEPT = 100;
    private static final int MAX_CHARS = 500;

    private final Clock clock;
    private final Runnable added;
    private final List<Runnable> sources = new CopyOnWriteArrayList<>();
    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by lock.
    private final Deque<Problem> kept = new ArrayDeque<>();
    private long count;

    /** @param added called after every new one */
    public Problems(Clock clock, Runnable added) {
        this.clock = clock;
        this.added = added;
    }

    /** Has {@code source} add, before anybody looks, what it has found by then. Called before the agent starts. */
    public void addSource(Runnable source) {
        sources.add(source);
    }

    /** Keeps a problem; the oldest one goes when there are too many. */
    public void add(String request, String reason) {
        lock.lock();
        try {
            count++;
            kept.addLast(new Problem(clock.instant(), cut(request), cut(reason)));
            if (kept.size() > MAX_KEPT) {
                kept.removeFirst();
            }
        } finally {
            lock.unlock();
        }
        added.run();
    }

    private static String cut(String text) {
        return text.length() > MAX_CHARS ? text.substring(0, MAX_CHARS) + "…" : text;
    }

    public void clear() {
        lock.lock();
        try {
            kept.clear();
            count = 0;
        } finally {
            lock.unlock();
        }
    }

    /** Number of problems since the start or the last {@link #clear()}, also of those no longer kept. */
    public long count() {
        sources.forEach(Runnable::run);
        lock.lock();
        try {
            return count;
        } finally {
            lock.unlock();
        }
    }

    /** The kept ones, newest first. */
    public List<Problem> newestFirst() {
        sources.forEach(Runnable::run);
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
