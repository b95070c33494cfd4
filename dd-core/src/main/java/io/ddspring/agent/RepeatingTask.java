/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import io.ddspring.metrics.Faults;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A thread that does something, waits as long as that tells it to, and does it again. Thread-safe; can be started again
 * after it was closed.
 */
public final class RepeatingTask implements AutoCloseable {
    private static final Duration PAUSE_AFTER_FAILURE = Duration.ofSeconds(5);

    private final String role;
    private final Supplier<Duration> step;
    private final Duration stopPatience;
    private volatile @Nullable Thread thread;
    private volatile boolean woken;
    /** Held during a step: one that outlasts {@link #close()} keeps those after the next {@link #start()} waiting. */
    private final ReentrantLock stepping = new ReentrantLock();

    /**
     * A task that does not run yet.
     *
     * @param role what the thread is for, part of its name
     * @param step what is done; answers how long to wait until the next time
     * @param stopPatience how long {@link #close()} waits for a step that is under way
     */
    public RepeatingTask(String role, Supplier<Duration> step, Duration stopPatience) {
        this.role = role;
        this.step = step;
        this.stopPatience = stopPatience;
    }

    /** Begins with a first step at once; nothing when it runs. */
    public synchronized void start() {
        if (thread == null) {
            Thread started = DdThreads.factory(role).newThread(this::run);
            thread = started;
            started.start();
        }
    }

    /** Whether steps are done, or will be. */
    public boolean isRunning() {
        return thread != null;
    }

    /** Ends the wait for the next step, or the next wait if a step is under way. */
    public void wake() {
        woken = true;
        LockSupport.unpark(thread);
    }

    /** Lets the step that is under way be the last one. A second call does nothing. */
    @Override
    public void close() {
        Thread ending;
        synchronized (this) {
            ending = thread;
            thread = null;
        }
        if (ending == null || ending == Thread.currentThread()) {
            return;
        }
        LockSupport.unpark(ending);
        try {
            ending.join(stopPatience.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        Thread own = Thread.currentThread();
        try {
            while (thread == own) {
                woken = false;
                long until = System.nanoTime() + step(own).toNanos();
                while (thread == own && !woken && until - System.nanoTime() > 0) {
                    LockSupport.parkNanos(this, until - System.nanoTime());
                }
            }
        } finally {
            ended(own);
        }
    }

    private Duration step(Thread own) {
        stepping.lock();
        try {
            return thread == own ? step.get() : PAUSE_AFTER_FAILURE;
        } catch (Throwable failure) {
            Faults.shared().record(role, failure);
            return PAUSE_AFTER_FAILURE;
        } finally {
            stepping.unlock();
        }
    }

    /** An error of the virtual machine ends the thread: another one may be started then. */
    private synchronized void ended(Thread own) {
        if (thread == own) {
            thread = null;
        }
    }
}
