/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlareThreadTest {
    private final FlareThread background = new FlareThread();

    @AfterEach
    void close() {
        background.close();
    }

    @Test
    void tasks_run_on_a_daemon_of_their_own_that_ends_with_it() throws Exception {
        AtomicReference<Thread> thread = new AtomicReference<>();
        CountDownLatch ran = new CountDownLatch(1);
        background.run(() -> {
            throw new IllegalStateException("does not matter");
        });
        background.run(() -> {
            thread.set(Thread.currentThread());
            ran.countDown();
        });

        assertThat(ran.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(thread.get().getName()).isEqualTo("dd-flare");
        assertThat(thread.get().isDaemon()).isTrue();

        background.close();
        background.close();
        thread.get().join(10_000);
        assertThat(thread.get().isAlive()).isFalse();
        assertThat(background.run(() -> {})).isFalse();
        background.runAfter(Duration.ZERO, () -> {}).close();
    }

    @Test
    void the_end_waits_for_what_is_running_to_notice_it() throws Exception {
        Thread closing = Thread.currentThread();
        CountDownLatch begun = new CountDownLatch(1);
        AtomicBoolean closed = new AtomicBoolean();
        AtomicReference<String> end = new AtomicReference<>("none");
        background.run(() -> {
            begun.countDown();
            await(new CountDownLatch(1));
            while (closing.getState() != Thread.State.TIMED_WAITING && !closed.get()) {
                Thread.onSpinWait();
            }
            end.compareAndSet("none", closed.get() ? "late" : "in time");
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        background.close();
        closed.set(true);

        assertThat(end).hasValue("in time");
    }

    @Test
    void the_end_does_not_wait_for_ever() throws Exception {
        CountDownLatch begun = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        background.run(() -> {
            begun.countDown();
            while (release.getCount() > 0) {
                await(release);
                Thread.interrupted();
            }
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();

        assertTimeoutPreemptively(Duration.ofSeconds(8), background::close);
        release.countDown();
    }

    @Test
    void what_waits_is_bounded() throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CountDownLatch begun = new CountDownLatch(1);
        background.run(() -> {
            begun.countDown();
            await(release);
        });
        assertThat(begun.await(10, TimeUnit.SECONDS)).isTrue();
        int taken = 0;
        while (background.run(() -> {})) {
            taken++;
        }
        release.countDown();

        assertThat(taken).isEqualTo(8);
    }

    @Test
    void what_is_to_be_done_later_can_be_called_off() throws Exception {
        CountDownLatch second = new CountDownLatch(1);
        CountDownLatch first = new CountDownLatch(1);
        background.runAfter(Duration.ofMillis(100), first::countDown).close();
        background.runAfter(Duration.ofMillis(200), second::countDown);

        assertThat(second.await(10, TimeUnit.SECONDS)).isTrue();
        assertThat(first.getCount()).isEqualTo(1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        }
    }
}
