/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class RepeatingTaskTest {
    private static final Duration LONG = Duration.ofHours(1);

    private final Semaphore steps = new Semaphore(0);

    @Test
    void a_step_is_done_at_once_and_when_it_is_woken() throws InterruptedException {
        try (RepeatingTask task = new RepeatingTask("test", () -> done(LONG), Duration.ofSeconds(1))) {
            task.start();
            assertThat(isDone()).isTrue();

            task.wake();
            assertThat(isDone()).isTrue();
        }
    }

    @Test
    void a_step_that_fails_is_not_the_last_one() throws InterruptedException {
        try (RepeatingTask task = new RepeatingTask(
                "test",
                () -> {
                    done(LONG);
                    throw new IllegalStateException("on purpose");
                },
                Duration.ofSeconds(1))) {
            task.start();
            assertThat(isDone()).isTrue();

            task.wake();
            assertThat(isDone()).isTrue();
        }
    }

    @Test
    void a_step_that_outlasts_the_end_is_over_before_the_next_begins() throws InterruptedException {
        AtomicInteger atOnce = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        CountDownLatch goOn = new CountDownLatch(1);
        try (RepeatingTask task = new RepeatingTask(
                "test",
                () -> {
                    most.accumulateAndGet(atOnce.incrementAndGet(), Math::max);
                    steps.release();
                    awaitQuietly(goOn);
                    atOnce.decrementAndGet();
                    return LONG;
                },
                Duration.ofMillis(1))) {
            task.start();
            assertThat(isDone()).isTrue();
            task.close();
            task.start();
            assertThat(steps.tryAcquire()).isFalse();

            goOn.countDown();
            assertThat(isDone()).isTrue();
        }
        assertThat(most).hasValue(1);
    }

    @Test
    void it_can_be_started_again_after_the_virtual_machine_failed() throws InterruptedException {
        CountDownLatch ended = new CountDownLatch(1);
        RepeatingTask task = new RepeatingTask(
                "test",
                () -> {
                    Thread.currentThread().setUncaughtExceptionHandler((thread, error) -> ended.countDown());
                    steps.release();
                    throw new InternalError("on purpose");
                },
                Duration.ofSeconds(1));
        task.start();
        assertThat(isDone()).isTrue();
        assertThat(ended.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(task.isRunning()).isFalse();

        task.start();
        assertThat(isDone()).isTrue();
    }

    private Duration done(Duration pause) {
        steps.release();
        return pause;
    }

    private boolean isDone() throws InterruptedException {
        return steps.tryAcquire(10, TimeUnit.SECONDS);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await(10, TimeUnit.SECONDS);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
