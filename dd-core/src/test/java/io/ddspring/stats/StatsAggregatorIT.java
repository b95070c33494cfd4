/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.agent.AgentInfo;
import io.ddspring.metrics.SpanCounts;
import io.ddspring.metrics.StatsCounters;
import io.ddspring.testing.Allocation;
import io.ddspring.testing.ManualTime;
import io.ddspring.trace.SpanData;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class StatsAggregatorIT {
    private static final StatsSettings SETTINGS =
            new StatsSettings(true, true, false, 2_048, List.of(), Set.of(), false);
    private static final List<SpanData> CHUNK = FinishedSpans.chunk(
            trace -> trace.child("db", span -> span.setServiceName("h2")).child("internal", span -> {}));

    private final ManualTime wall = new ManualTime();
    private final ManualTime ticker = new ManualTime();
    private final StatsCounters counters = new StatsCounters();
    private final BlockingQueue<List<Aggregate>> flushed = new LinkedBlockingQueue<>();
    private final StatsAggregator aggregator = new StatsAggregator(
            SETTINGS, () -> AgentInfo.UNKNOWN, flushed::add, new StatsClock(wall, ticker), counters, new SpanCounts());

    @AfterEach
    void stop() {
        aggregator.stop();
    }

    @Test
    void every_ten_seconds_the_past_intervals_are_given_out_and_the_present_one_is_kept() throws Exception {
        wall.setWallClock(Instant.ofEpochSecond(0, FinishedSpans.START + FinishedSpans.DURATION));
        aggregator.start();
        aggregator.offer(CHUNK);
        ticker.pass(Duration.ofSeconds(10));
        assertThat(flushed.poll(1, TimeUnit.SECONDS)).as("the present interval").isNull();

        aggregator.offer(CHUNK);
        wall.pass(Duration.ofSeconds(10));
        ticker.pass(Duration.ofSeconds(10));
        assertThat(flushed.poll(10, TimeUnit.SECONDS))
                .extracting(Aggregate::hits)
                .containsExactly(2L, 2L);
    }

    @Test
    void everything_is_given_out_at_the_end() {
        wall.setWallClock(Instant.ofEpochSecond(0, FinishedSpans.START));
        aggregator.offer(CHUNK);
        aggregator.start();
        aggregator.offer(CHUNK);
        aggregator.stop();

        assertThat(flushed.poll()).extracting(Aggregate::hits).containsExactly(2L, 2L);
    }

    @Test
    void it_can_be_started_again() {
        aggregator.start();
        aggregator.stop();
        aggregator.offer(CHUNK);
        aggregator.start();
        aggregator.stop();

        assertThat(flushed).hasSize(1);
    }

    @Test
    void what_does_not_fit_while_nobody_counts_is_counted_as_missed() {
        for (int i = 0; i < 2_048 + 7; i++) {
            aggregator.offer(CHUNK);
        }
        aggregator.start();
        aggregator.stop();

        assertThat(counters.missedSpans.sum()).isEqualTo(7 * 3);
        assertThat(flushed.poll()).extracting(Aggregate::hits).containsExactly(2_048L, 2_048L);
    }

    @Test
    void spans_of_many_threads_are_all_counted() throws Exception {
        aggregator.start();
        CountDownLatch done = new CountDownLatch(4);
        for (int thread = 0; thread < 4; thread++) {
            new Thread(() -> {
                        for (int i = 0; i < 5_000; i++) {
                            aggregator.offer(CHUNK);
                        }
                        done.countDown();
                    })
                    .start();
        }
        done.await();
        aggregator.stop();

        long counted = flushed.stream().mapToLong(Aggregate::hits).sum();
        assertThat(counted).isEqualTo(counters.hits.sum());
        assertThat(counted / 2 * 3 + counters.missedSpans.sum()).isEqualTo(4 * 5_000 * 3);
    }

    @Test
    void handing_a_chunk_over_allocates_nothing() {
        aggregator.start();

        assertThat(Allocation.bytesPerRun(() -> aggregator.offer(CHUNK))).isLessThan(1);
    }

    @Test
    void a_failing_outlet_loses_what_it_got_and_nothing_else() {
        StatsAggregator failing = new StatsAggregator(
                SETTINGS,
                () -> AgentInfo.UNKNOWN,
                aggregates -> {
                    throw new IllegalStateException("full");
                },
                new StatsClock(wall, ticker),
                counters,
                new SpanCounts());
        failing.offer(CHUNK);
        failing.start();
        failing.stop();

        assertThat(counters.lostHits.sum()).isEqualTo(2);
    }
}
