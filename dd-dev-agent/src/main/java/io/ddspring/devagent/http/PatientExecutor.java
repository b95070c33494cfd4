/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Works on requests with a few threads and interrupts those that take too long: clients that stop in the midst of a request,
 * or do not read their answer, would otherwise keep all threads. The channel of an interrupted thread is closed.
 */
final class PatientExecutor extends ThreadPoolExecutor {
    private static final long KEEP_ALIVE_SECONDS = 10;

    private final long patienceNanos;
    private final Map<Thread, Long> busySinceNanos = new ConcurrentHashMap<>();

    PatientExecutor(int maxThreads, int maxWaiting, Duration patience, ThreadFactory threads) {
        super(
                maxThreads,
                maxThreads,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(maxWaiting),
                threads);
        allowCoreThreadTimeOut(true);
        patienceNanos = patience.toNanos();
    }

    @Override
    protected void beforeExecute(Thread thread, Runnable request) {
        busySinceNanos.put(thread, System.nanoTime());
    }

    @Override
    protected void afterExecute(Runnable request, @Nullable Throwable failure) {
        busySinceNanos.remove(Thread.currentThread());
        // An interrupt that came too late must not meet the next request; that of the end is kept by the pool itself.
        Thread.interrupted();
    }

    /** Looks after the threads until the executor has ended. */
    void watch() {
        try {
            while (!awaitTermination(patienceNanos / 4, TimeUnit.NANOSECONDS)) {
                busySinceNanos
                        .keySet()
                        .forEach(thread -> busySinceNanos.computeIfPresent(thread, this::interruptIfLate));
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable Long interruptIfLate(Thread thread, Long sinceNanos) {
        if (System.nanoTime() - sinceNanos < patienceNanos) {
            return sinceNanos;
        }
        thread.interrupt();
        return null;
    }
}
