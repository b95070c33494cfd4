/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.flare;

import io.ddspring.devagent.record.BoundedMap;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.IntFunction;

/** The last flares. Thread-safe. */
final class FlareStore {
    private static final int MAX_FLARES = 5;
    private static final long MAX_BYTES = 8L * 1024 * 1024;

    private final ReentrantLock lock = new ReentrantLock();
    // Both guarded by the lock.
    private final BoundedMap<Integer, Flare> flares = new BoundedMap<>(MAX_FLARES, MAX_BYTES, Flare::bytes);
    private int lastNumber;

    /** Keeps the flare that is made for the next number, unless it is too large; says whether it did. */
    boolean add(IntFunction<Flare> numbered) {
        lock.lock();
        try {
            Flare flare = numbered.apply(lastNumber + 1);
            boolean kept = flares.put(flare.number(), flare);
            lastNumber += kept ? 1 : 0;
            return kept;
        } finally {
            lock.unlock();
        }
    }

    List<Flare> newestFirst() {
        lock.lock();
        try {
            return flares.newestFirst();
        } finally {
            lock.unlock();
        }
    }

    Optional<Flare> find(int number) {
        lock.lock();
        try {
            return Optional.ofNullable(flares.get(number));
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            flares.clear();
        } finally {
            lock.unlock();
        }
    }
}
