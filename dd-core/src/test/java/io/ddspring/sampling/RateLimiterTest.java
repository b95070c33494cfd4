/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.ddspring.testing.ManualTime;
import java.time.Duration;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RateLimiterTest {
    private final ManualTime time = new ManualTime();

    @Test
    void so_many_pass_at_once_and_then_none() {
        RateLimiter limiter = new RateLimiter(3, time);

        assertThat(allowed(limiter, 5)).isEqualTo(3);
    }

    @Test
    void the_bucket_is_refilled_all_the_time() {
        RateLimiter limiter = new RateLimiter(10, time);
        allowed(limiter, 10);

        time.pass(Duration.ofMillis(99));
        assertThat(allowed(limiter, 1)).isZero();
        time.pass(Duration.ofMillis(1));
        assertThat(allowed(limiter, 2)).isEqualTo(1);
        time.pass(Duration.ofMillis(500));
        assertThat(allowed(limiter, 10)).isEqualTo(5);
    }

    @Test
    void the_bucket_holds_no_more_than_a_second_is_worth() {
        RateLimiter limiter = new RateLimiter(10, time);
        time.pass(Duration.ofHours(1));

        assertThat(allowed(limiter, 30)).isEqualTo(10);
    }

    @Test
    void a_limit_of_nothing_counts_as_one() {
        assertThat(allowed(new RateLimiter(0, time), 5)).isEqualTo(1);
    }

    @Test
    void a_negative_limit_is_none() {
        RateLimiter limiter = new RateLimiter(-1, time);

        assertThat(allowed(limiter, 10_000)).isEqualTo(10_000);
        assertThat(limiter.ask().effectiveRate()).isEqualTo(1);
    }

    @Test
    void the_effective_rate_is_the_share_of_this_second() {
        RateLimiter limiter = new RateLimiter(1, time);

        assertThat(limiter.ask().effectiveRate()).isEqualTo(1);
        assertThat(limiter.ask().effectiveRate()).isEqualTo(0.5);
        assertThat(limiter.ask().effectiveRate()).isEqualTo(1 / 3d, within(1e-9));
    }

    @Test
    void the_effective_rate_is_averaged_with_the_second_before() {
        RateLimiter limiter = new RateLimiter(1, time);
        allowed(limiter, 4);

        time.pass(Duration.ofSeconds(1));

        assertThat(limiter.ask().effectiveRate()).isEqualTo((1 + 0.25) / 2);
        assertThat(limiter.ask().effectiveRate()).isEqualTo((0.5 + 0.25) / 2);
        time.pass(Duration.ofSeconds(1));
        assertThat(limiter.ask().effectiveRate()).isEqualTo((1 + 0.5) / 2);
    }

    @Test
    void a_clock_that_another_thread_read_earlier_does_no_harm() {
        RateLimiter limiter = new RateLimiter(2, time);
        allowed(limiter, 2);

        time.pass(Duration.ofSeconds(-5));
        assertThat(allowed(limiter, 1)).isZero();
        time.pass(Duration.ofSeconds(5));
        assertThat(allowed(limiter, 1)).isZero();
    }

    @Test
    void many_threads_get_no_more_than_the_limit() throws InterruptedException {
        RateLimiter limiter = new RateLimiter(1_000, time);
        AtomicInteger passed = new AtomicInteger();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        for (int thread = 0; thread < 4; thread++) {
            threads.execute(() -> passed.addAndGet(allowed(limiter, 5_000)));
        }
        threads.shutdown();

        assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
        assertThat(passed).hasValue(1_000);
        assertThat(limiter.ask().effectiveRate()).isEqualTo(1_000 / 20_001d, within(1e-9));
    }

    private static int allowed(RateLimiter limiter, int asked) {
        int allowed = 0;
        for (int i = 0; i < asked; i++) {
            allowed += limiter.ask().allowed() ? 1 : 0;
        }
        return allowed;
    }
}
