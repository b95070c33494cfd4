/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.agent.DdThreads;
import io.ddspring.event.Subscription;
import io.ddspring.metrics.Faults;
import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A thread that is there only while there is something to do, or to be done later. */
final class FlareThread implements Background {
    private static final Logger LOG = LoggerFactory.getLogger(FlareThread.class);
    private static final int MOST_WAITING = 8;
    private static final long IDLE_SECONDS = 5;
    private static final long LAST_MILLIS = 1000;

    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private @Nullable ScheduledThreadPoolExecutor executor;
    private boolean closed;

    @Override
    public boolean run(Runnable task) {
        ScheduledThreadPoolExecutor present = executor();
        if (present == null || present.getQueue().size() >= MOST_WAITING) {
            return false;
        }
        present.execute(quiet(task));
        return true;
    }

    @Override
    public Subscription runAfter(Duration delay, Runnable task) {
        ScheduledThreadPoolExecutor present = executor();
        if (present == null) {
            return () -> {};
        }
        ScheduledFuture<?> scheduled = present.schedule(quiet(task), delay.toMillis(), TimeUnit.MILLISECONDS);
        return () -> scheduled.cancel(false);
    }

    @Override
    public void close() {
        ScheduledThreadPoolExecutor last;
        lock.lock();
        try {
            closed = true;
            last = executor;
            executor = null;
        } finally {
            lock.unlock();
        }
        if (last != null) {
            end(last);
        }
    }

    /** Waits a little for what is running, which may use what is closed next. */
    private static void end(ScheduledThreadPoolExecutor last) {
        last.shutdownNow();
        try {
            if (!last.awaitTermination(LAST_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("a flare that is being made holds up the end");
            }
        } catch (InterruptedException hurry) {
            Thread.currentThread().interrupt();
        }
    }

    private @Nullable ScheduledThreadPoolExecutor executor() {
        lock.lock();
        try {
            if (executor == null && !closed) {
                executor = new ScheduledThreadPoolExecutor(1, DdThreads.factory("flare"));
                executor.setKeepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS);
                executor.allowCoreThreadTimeOut(true);
                executor.setRemoveOnCancelPolicy(true);
                executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
            }
            return executor;
        } finally {
            lock.unlock();
        }
    }

    private static Runnable quiet(Runnable task) {
        return () -> {
            try {
                task.run();
            } catch (Throwable failure) {
                Faults.shared().record("flare", failure);
            }
        };
    }
}
