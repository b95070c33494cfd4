/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.DdThreads;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.SpanCounts;
import io.ddspring.metrics.StatsCounters;
import io.ddspring.trace.SpanData;
import io.ddspring.writer.ChunkQueue;
import io.ddspring.writer.SpanCensus;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Counts finished spans on a thread of its own, {@code dd-stats}, and gives out the groups of past intervals.
 *
 * <p>A request's thread only puts the chunk, which exists anyway, into a bounded queue without locks: it allocates
 * nothing and reads no tag. Sharing counters between the threads of requests instead would have them contend for the
 * busiest groups, and counting on the writer's thread would lose statistics whenever the Agent keeps that thread waiting.
 * The price is that a chunk that is not sent lives on for up to half a second. What does not fit into the queue is counted
 * as missed.
 *
 * <p>{@link #offer} may be called by any thread, {@link #start} and {@link #stop} by one at a time.
 */
final class StatsAggregator {
    private static final int QUEUED_CHUNKS_LIMIT = 2_048;
    private static final int QUEUED_SPANS_LIMIT = 32 * 1_024;
    private static final Duration PAUSE = Duration.ofMillis(500);
    private static final Duration STOP_PATIENCE = Duration.ofMillis(500);

    private final StatsSettings settings;
    private final Supplier<AgentInfo> agent;
    private final Consumer<List<Aggregate>> outlet;
    private final StatsClock clock;
    private final StatsCounters counters;
    private final SpanCounts spans;
    private final ChunkQueue queue = new ChunkQueue(QUEUED_CHUNKS_LIMIT, QUEUED_SPANS_LIMIT);
    /** Chunks of which the writer does not see all spans. */
    private final ChunkQueue unsent = new ChunkQueue(QUEUED_CHUNKS_LIMIT, QUEUED_SPANS_LIMIT);

    private volatile @Nullable Worker worker;

    /**
     * An aggregator without a thread.
     *
     * @param agent tells what the Agent wants counted
     * @param outlet gets groups that are complete, on the aggregator's thread
     * @param spans where spans are counted that are not sent
     */
    StatsAggregator(
            StatsSettings settings,
            Supplier<AgentInfo> agent,
            Consumer<List<Aggregate>> outlet,
            StatsClock clock,
            StatsCounters counters,
            SpanCounts spans) {
        this.settings = settings;
        this.agent = agent;
        this.outlet = outlet;
        this.clock = clock;
        this.counters = counters;
        this.spans = spans;
    }

    /** Has the spans of a chunk counted soon; they must not be changed any more. Never waits. */
    void offer(List<? extends SpanData> chunk) {
        offer(chunk, queue);
    }

    /** The same for a chunk that is not sent, or only some of its spans. */
    void offerUnsent(List<? extends SpanData> chunk) {
        offer(chunk, unsent);
    }

    private void offer(List<? extends SpanData> chunk, ChunkQueue into) {
        if (!into.offer(chunk)) {
            counters.missedSpans.add(chunk.size());
        } else if (into.isFilling()) {
            Worker present = worker;
            if (present != null) {
                present.wakeUp();
            }
        }
    }

    /** Starts the thread unless it runs. What was offered before is counted. */
    void start() {
        if (worker == null) {
            Worker started = new Worker();
            worker = started;
            started.thread.start();
        }
    }

    /** Counts what was offered, gives out all there is, and ends the thread. Takes half a second at most. */
    void stop() {
        Worker present = worker;
        if (present != null) {
            worker = null;
            present.stop();
        }
    }

    /** One run of the thread and what it has counted. */
    private final class Worker {
        private final Thread thread = DdThreads.factory("stats").newThread(this::run);
        private final Aggregates aggregates = new Aggregates(settings, counters);
        private volatile boolean awake;
        private volatile boolean stopping;

        private void run() {
            long lastFlush = clock.monotonicNanos();
            while (!stopping) {
                awake = false;
                drain();
                long now = clock.monotonicNanos();
                if (now - lastFlush >= KeyReader.BUCKET_NANOS) {
                    lastFlush = now;
                    flush(clock.unixNanos() - Math.floorMod(clock.unixNanos(), KeyReader.BUCKET_NANOS));
                }
                if (!awake && !stopping) {
                    LockSupport.parkNanos(this, PAUSE.toNanos());
                }
            }
            drain();
            flush(Long.MAX_VALUE);
        }

        private void wakeUp() {
            if (!awake) {
                awake = true;
                LockSupport.unpark(thread);
            }
        }

        private void stop() {
            stopping = true;
            LockSupport.unpark(thread);
            try {
                thread.join(STOP_PATIENCE.toMillis());
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            }
        }

        private void drain() {
            try {
                AgentInfo info = agent.get();
                aggregates.follow(info.peerTags(), info.spanKindsStatsComputed());
            } catch (Throwable failure) {
                Faults.shared().record("stats.follow", failure);
            }
            for (List<? extends SpanData> chunk = queue.poll(); chunk != null; chunk = queue.poll()) {
                count(chunk, true);
            }
            for (List<? extends SpanData> chunk = unsent.poll(); chunk != null; chunk = unsent.poll()) {
                count(chunk, false);
            }
        }

        private void count(List<? extends SpanData> chunk, boolean sent) {
            try {
                if (!sent) {
                    SpanCensus.countUnsent(chunk, spans);
                }
                aggregates.add(chunk);
            } catch (Throwable failure) {
                counters.missedSpans.add(chunk.size());
                Faults.shared().record("stats.count", failure);
            }
        }

        private void flush(long beforeBucketNanos) {
            List<Aggregate> taken = aggregates.takeBefore(beforeBucketNanos);
            if (taken.isEmpty()) {
                return;
            }
            try {
                outlet.accept(taken);
            } catch (Throwable failure) {
                counters.lostHits.add(Aggregate.hits(taken));
                Faults.shared().record("stats.flush", failure);
            }
        }
    }
}
