/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.test;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The faults that are still to happen, first come first served. Thread-safe. */
final class FaultPlan {
    private static final int UNTIL_CLEARED = -1;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by lock.
    private final List<Entry> entries = new ArrayList<>();

    void add(int times, Fault fault) {
        if (times < 1) {
            throw new IllegalArgumentException("times " + times + " is not positive");
        }
        put(new Entry(fault, times));
    }

    void addUntilCleared(Fault fault) {
        put(new Entry(fault, UNTIL_CLEARED));
    }

    private void put(Entry entry) {
        lock.lock();
        try {
            entries.add(entry);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            entries.clear();
        } finally {
            lock.unlock();
        }
    }

    /** Takes the next fault meant for {@code path}, or null when the request is to be served well. */
    @Nullable
    Fault take(String path) {
        lock.lock();
        try {
            for (Iterator<Entry> it = entries.iterator(); it.hasNext(); ) {
                Entry entry = it.next();
                if (entry.fault.appliesTo(path)) {
                    if (entry.remaining != UNTIL_CLEARED && --entry.remaining == 0) {
                        it.remove();
                    }
                    return entry.fault;
                }
            }
            return null;
        } finally {
            lock.unlock();
        }
    }

    private static final class Entry {
        private final Fault fault;
        private int remaining;

        Entry(Fault fault, int remaining) {
            this.fault = fault;
            this.remaining = remaining;
        }
    }
}
