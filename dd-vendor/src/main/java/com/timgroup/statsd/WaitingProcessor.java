/* SPDX-License-Identifier: Apache-2.0 */
package com.timgroup.statsd;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Makes packets of messages like the client's own processors, but sleeps while there are none instead of looking every
 * 10 ms, makes one packet of what was aggregated instead of one for each metric, never makes a caller wait, and ends in
 * bounded time. Thread-safe. Begins when the client starts its workers and ends with {@link #shutdown}.
 */
public final class WaitingProcessor extends StatsDProcessor {
    private static final long SHUTDOWN_PATIENCE_MILLIS = 1_000;
    private static final Message WAKE = new NoText();

    private final BlockingQueue<Message> messages;
    private final LongAdder lost;

    /**
     * A processor that has not begun.
     *
     * @param queueSize messages that wait at most
     * @param handler told what could not be sent; must not throw
     * @param lost counts messages that found no room
     * @param aggregationMillis how long counts, gauges and sets are aggregated; more than 0
     */
    public WaitingProcessor(
            int queueSize,
            StatsDClientErrorHandler handler,
            LongAdder lost,
            int maxPacketSizeBytes,
            int packets,
            int workers,
            int aggregationMillis,
            int aggregationShards,
            ThreadFactory threadFactory)
            throws Exception {
        // Without an interval the aggregator that is made there, and replaced here, has no thread.
        super(queueSize, handler, maxPacketSizeBytes, packets, workers, 0, aggregationShards, threadFactory);
        this.messages = new LinkedBlockingQueue<>(queueSize);
        this.lost = lost;
        this.aggregator = new WakingAggregator(aggregationShards, aggregationMillis);
    }

    @Override
    protected ProcessingTask createProcessingTask() {
        return new Task();
    }

    @Override
    protected boolean send(Message message) {
        if (!shutdown && messages.offer(message)) {
            return true;
        }
        lost.increment();
        return false;
    }

    /** Has a worker look at flags and at aggregated messages. One that has something to do will look anyway. */
    private void wake() {
        if (messages.isEmpty()) {
            messages.offer(WAKE);
        }
    }

    /**
     * Ends within two seconds. The interrupt flag of the calling thread stays as it is.
     *
     * @param blocking whether what was sent and aggregated before is made into packets, unless that takes longer
     */
    @Override
    void shutdown(boolean blocking) {
        shutdown = true;
        aggregator.stop();
        wake();
        if (blocking && ends(closeSignal)) {
            aggregator.flush();
            shutdownAgg = true;
            ends(endSignal);
        }
        for (Thread worker : workers) {
            if (worker != null) {
                worker.interrupt();
            }
        }
    }

    /** Waits for a bounded time even if the thread is interrupted; its flag is set again afterwards. */
    static boolean ends(CountDownLatch signal) {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(SHUTDOWN_PATIENCE_MILLIS);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return signal.await(deadline - System.nanoTime(), TimeUnit.NANOSECONDS);
                } catch (InterruptedException again) {
                    interrupted = true;
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private final class Task extends ProcessingTask {
        private boolean drained;

        @Override
        @SuppressWarnings("NullAway") // the class that this one extends does not say that there may be none
        @Nullable
        Message getMessage() throws InterruptedException {
            if (!shutdown) {
                return messages.take();
            }
            Message message = messages.poll();
            drained = message == null;
            return message;
        }

        /** Whether something will be put into the same packet. What comes after the end must not hold the packet up. */
        @Override
        boolean haveMessages() {
            return !highPrioMessages.isEmpty() || (!drained && !messages.isEmpty());
        }
    }

    /** Wakes a worker once it has handed everything over, so that a packet never stays begun for longer than that. */
    private final class WakingAggregator extends StatsDAggregator {
        WakingAggregator(int shards, long millis) {
            super(WaitingProcessor.this, shards, millis);
        }

        @Override
        protected void flush() {
            super.flush();
            wake();
        }
    }

    /** Adds nothing to a packet, but lets go of one that is begun: after it there is nothing to wait for. */
    private static final class NoText extends Message {
        NoText() {
            super(Type.EVENT, TagsCardinality.DEFAULT);
        }

        @Override
        boolean writeTo(StringBuilder builder, int capacity) {
            return false;
        }

        @Override
        public void aggregate(Message message) {}
    }
}
