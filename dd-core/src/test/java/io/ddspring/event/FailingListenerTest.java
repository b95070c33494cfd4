/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.event;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.ddspring.metrics.Faults;
import io.ddspring.testing.LogLines;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FailingListenerTest {
    private final EventHub hub = new EventHub();
    private final LogLines hubLog = new LogLines(EventHub.class);
    private final LogLines faultLog = new LogLines(Faults.class);
    private final AtomicInteger calls = new AtomicInteger();

    @AfterEach
    void stop_listening_to_logs() {
        hubLog.close();
        faultLog.close();
    }

    @Test
    void its_failure_is_counted_and_the_others_are_called() {
        EventType<String, Void> type = EventType.notification("isolated");
        List<String> heard = new ArrayList<>();
        hub.on(type, -1, event -> {
            throw new IllegalStateException("no");
        });
        hub.on(type, 1, heard::add);

        hub.dispatch(type, "a");

        assertThat(heard).containsExactly("a");
        assertThat(Faults.shared().count("event.isolated")).isEqualTo(1);
        assertThat(faultLog.warnings()).hasSize(1).first().asString().contains("event.isolated");
    }

    @Test
    void it_has_no_answer_and_the_next_one_is_asked() {
        EventType<String, Integer> type = EventType.question("unanswered");
        hub.onQuestion(type, 0, event -> {
            throw new AssertionError("no");
        });
        hub.onQuestion(type, 1, event -> 1);

        assertThat(hub.dispatchForResult(type, "a")).isEqualTo(1);
    }

    @Test
    void ten_failures_in_a_row_switch_it_off_with_one_warning() {
        EventType<String, Void> type = EventType.notification("hopeless");
        hub.on(type, event -> {
            calls.incrementAndGet();
            throw new IllegalStateException("no");
        });

        for (int i = 0; i < 30; i++) {
            hub.dispatch(type, "a");
        }

        assertThat(calls).hasValue(10);
        assertThat(hubLog.warnings()).hasSize(1).first().asString().contains("hopeless");
        assertThat(Faults.shared().count("event.hopeless")).isEqualTo(10);
    }

    @Test
    void no_event_is_made_for_a_listener_that_is_switched_off() {
        EventType<String, Void> type = EventType.notification("alone");
        hub.on(type, event -> {
            throw new IllegalStateException("no");
        });

        for (int i = 0; i < 10; i++) {
            assertThat(hub.hasListeners(type)).isTrue();
            hub.dispatch(type, "a");
        }

        assertThat(hub.hasListeners(type)).isFalse();
    }

    @Test
    void a_success_in_between_starts_the_count_anew() {
        EventType<String, Void> type = EventType.notification("shaky");
        hub.on(type, event -> {
            if (calls.incrementAndGet() % 10 != 0) {
                throw new IllegalStateException("no");
            }
        });

        for (int i = 0; i < 100; i++) {
            hub.dispatch(type, "a");
        }

        assertThat(calls).hasValue(100);
        assertThat(hubLog.warnings()).isEmpty();
    }

    @Test
    void a_success_that_was_under_way_does_not_switch_it_on_again() throws Exception {
        EventType<String, Void> type = EventType.notification("slow");
        CountDownLatch slowCallRuns = new CountDownLatch(1);
        CountDownLatch maySucceed = new CountDownLatch(1);
        hub.on(type, event -> {
            calls.incrementAndGet();
            if (!event.equals("slow")) {
                throw new IllegalStateException("no");
            }
            slowCallRuns.countDown();
            awaitQuietly(maySucceed);
        });
        Thread slow = new Thread(() -> hub.dispatch(type, "slow"));
        slow.start();
        slowCallRuns.await();
        for (int i = 0; i < 10; i++) {
            hub.dispatch(type, "a");
        }

        maySucceed.countDown();
        slow.join();
        hub.dispatch(type, "slow");

        assertThat(calls).hasValue(11);
        assertThat(hubLog.warnings()).hasSize(1);
    }

    @Test
    void a_fatal_error_is_not_hidden() {
        EventType<String, Void> type = EventType.notification("fatal");
        OutOfMemoryError failure = new OutOfMemoryError("no");
        hub.on(type, event -> {
            throw failure;
        });

        assertThatThrownBy(() -> hub.dispatch(type, "a")).isSameAs(failure);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
