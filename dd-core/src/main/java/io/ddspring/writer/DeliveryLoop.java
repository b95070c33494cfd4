/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.DdThreads;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import io.ddspring.trace.SpanData;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the writer's thread does: takes chunks from the queue, encodes them, and sends them when the interval is over,
 * the buffer is full, or somebody waits for it. One loop has one thread, from {@link #start()} to the end of
 * {@link #stop(Duration)}.
 */
final class DeliveryLoop {
    private static final Duration ABORT_GRACE = Duration.ofMillis(500);
    private static final long TASK_INTERVAL_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final ChunkQueue queue;
    private final AgentClient agent;
    private final TraceIntake intake;
    private final ComputedStats stats;
    private final TracerHealth health;
    private final List<DeliveryTask> tasks;
    private final long flushIntervalNanos;
    private final EncoderChoice encoders;
    private TraceEncoder encoder;
    /** Chunks that were queued before the Agent said what it wants. */
    private int queuedEarly;

    private final KeepRate keepRate;
    private final ChunkLabels labels;

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition flushed = lock.newCondition();
    // Guarded by the lock: numbers of the flushes asked for and done.
    private long flushesRequested;
    private long flushesDone;
    private boolean ended;

    private volatile boolean wakeUp;
    private volatile boolean stopping;
    private final Thread thread;

    DeliveryLoop(
            WriterSettings settings,
            ChunkQueue queue,
            AgentClient agent,
            TraceIntake intake,
            TracerHealth health,
            List<DeliveryTask> tasks,
            DeliveryTags deliveryTags,
            ComputedStats stats) {
        this.queue = queue;
        this.agent = agent;
        this.intake = intake;
        this.stats = stats;
        this.health = health;
        this.tasks = tasks;
        this.keepRate = new KeepRate(health);
        this.labels = ChunkLabels.of(deliveryTags);
        this.flushIntervalNanos = settings.flushInterval().toNanos();
        this.encoders = new EncoderChoice(settings, labels);
        this.encoder = encoders.first();
        this.thread = DdThreads.factory("trace-writer").newThread(this::run);
    }

    void start() {
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    /** The format in which traces are sent at present. */
    TraceProtocol protocol() {
        return encoders.present();
    }

    private void run() {
        long lastFlush = System.nanoTime();
        long lastTasks = lastFlush;
        try {
            boolean goOn = true;
            while (goOn) {
                // Both are read before the queue, so that what was written before them is seen.
                long requested = flushesRequested();
                goOn = !stopping;
                wakeUp = false;
                long now = System.nanoTime();
                if (goOn) {
                    refreshInfo();
                    if (now - lastTasks >= TASK_INTERVAL_NANOS) {
                        lastTasks = now;
                        runTasks();
                    }
                }
                encodeQueued();
                if (!goOn || requested > flushesDone() || now - lastFlush >= flushIntervalNanos) {
                    lastFlush = now;
                    sendEncoded();
                    labels.keepRate(keepRate.next());
                    flushed(requested);
                }
                if (goOn) {
                    await(lastFlush, lastTasks);
                }
            }
            endTasks();
        } finally {
            ended();
        }
    }

    /** Makes the thread look at the queue now. Cheap; called by threads of the application. */
    void wakeUp() {
        if (!wakeUp) {
            wakeUp = true;
            LockSupport.unpark(thread);
        }
    }

    /**
     * Makes the thread deliver what there is and end. After {@code budget} the exchange with the Agent is broken off.
     */
    void stop(Duration budget) {
        stopping = true;
        LockSupport.unpark(thread);
        if (Thread.currentThread() == thread) {
            return;
        }
        boolean interrupted = !join(budget);
        if (thread.isAlive()) {
            agent.close();
            interrupted |= !join(ABORT_GRACE);
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Waits for the thread; false when the waiting one was interrupted, whose mark is cleared then. */
    private boolean join(Duration budget) {
        try {
            thread.join(Math.max(1, budget.toMillis()));
            return true;
        } catch (InterruptedException interrupted) {
            return false;
        }
    }

    /** Has everything delivered that was written before, and waits for that. */
    void flush(Duration budget) {
        if (Thread.currentThread() == thread) {
            return;
        }
        long leftNanos = budget.toNanos();
        lock.lock();
        try {
            long ticket = ++flushesRequested;
            LockSupport.unpark(thread);
            while (flushesDone < ticket && !ended && leftNanos > 0) {
                leftNanos = flushed.awaitNanos(leftNanos);
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        } finally {
            lock.unlock();
        }
    }

    private void await(long lastFlush, long lastTasks) {
        long now = System.nanoTime();
        long untilFlush = flushIntervalNanos - (now - lastFlush);
        long untilTasks = TASK_INTERVAL_NANOS - (now - lastTasks);
        long waitNanos = tasks.isEmpty() ? untilFlush : Math.min(untilFlush, untilTasks);
        if (waitNanos > 0 && !wakeUp && !stopping && flushesRequested() == flushesDone() && !queue.isFilling()) {
            LockSupport.parkNanos(this, waitNanos);
        }
    }

    private void refreshInfo() {
        try {
            boolean unknown = agent.info().isUnknown();
            agent.refreshInfoIfDue();
            if (unknown && !agent.info().isUnknown()) {
                queuedEarly = queue.chunks();
            }
        } catch (Throwable failure) {
            Faults.shared().record("writer.discovery", failure);
        }
    }

    private void runTasks() {
        for (DeliveryTask task : tasks) {
            runTask(task);
        }
    }

    private void endTasks() {
        for (DeliveryTask task : tasks) {
            runTask(task::end);
        }
    }

    private static void runTask(Runnable task) {
        try {
            task.run();
        } catch (Throwable failure) {
            Faults.shared().record("writer.task", failure);
        }
    }

    /** Takes at most as much as fits into the queue, so that a busy application cannot keep the thread from sending. */
    private void encodeQueued() {
        encoder = encoders.next(encoder, agent.info());
        for (int i = queue.chunksLimit(); i > 0; i--) {
            List<? extends SpanData> chunk = queue.poll();
            if (chunk == null) {
                return;
            }
            try {
                health.spans.enqueued.add(chunk.size());
                SpanCensus.count(chunk, health.spans);
                if (!isNeedless(chunk)) {
                    encode(chunk);
                }
            } catch (Throwable failure) {
                health.lost("encoding.failed", 1, chunk.size());
                Faults.shared().record("writer.encode", failure);
            }
        }
    }

    private boolean isNeedless(List<? extends SpanData> chunk) {
        if (queuedEarly == 0) {
            return false;
        }
        queuedEarly--;
        return stats.makeNeedless(chunk);
    }

    private void encode(List<? extends SpanData> chunk) {
        if (encoder.add(chunk)) {
            return;
        }
        boolean hadOthers = encoder.chunks() > 0;
        sendEncoded();
        if (!hadOthers || !encoder.add(chunk)) {
            health.lost("payload.too-large", 1, chunk.size());
        }
    }

    private void sendEncoded() {
        if (encoder.chunks() > 0) {
            try {
                if (!intake.send(encoder)) {
                    encoders.refused(encoder.protocol(), agent.info());
                }
            } catch (Throwable failure) {
                health.lost("sending.failed", encoder.chunks(), encoder.spans());
                Faults.shared().record("writer.send", failure);
            } finally {
                encoder.reset();
            }
        }
    }

    private long flushesRequested() {
        lock.lock();
        try {
            return flushesRequested;
        } finally {
            lock.unlock();
        }
    }

    private long flushesDone() {
        lock.lock();
        try {
            return flushesDone;
        } finally {
            lock.unlock();
        }
    }

    private void flushed(long ticket) {
        lock.lock();
        try {
            flushesDone = Math.max(flushesDone, ticket);
            flushed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void ended() {
        lock.lock();
        try {
            ended = true;
            flushed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
