/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import static org.assertj.core.api.Assertions.assertThat;

import io.ddspring.metrics.StatsDClient;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class EarlyMetricsTest {
    private static final int CALLS = 20_000;

    private final LongAdder lost = new LongAdder();
    private final AtomicInteger firstCalls = new AtomicInteger();
    private final Queue<Call> received = new ConcurrentLinkedQueue<>();
    private final StatsDClient recorder = (StatsDClient) Proxy.newProxyInstance(
            getClass().getClassLoader(), new Class<?>[] {StatsDClient.class}, (proxy, method, arguments) -> {
                received.add(new Call((String) arguments[0], (Long) arguments[1]));
                return null;
            });

    private record Call(String name, long value) {}

    @Test
    void no_call_is_lost_or_overtaken_while_calls_are_handed_over() throws InterruptedException {
        for (int round = 0; round < 20; round++) {
            received.clear();
            EarlyMetrics early = new EarlyMetrics(Integer.MAX_VALUE, firstCalls::incrementAndGet, lost);
            CountDownLatch begun = new CountDownLatch(2);
            List<Thread> threads = new ArrayList<>();
            for (String name : List.of("a", "b")) {
                Thread thread = new Thread(() -> {
                    for (long value = 0; value < CALLS; value++) {
                        early.gauge(name, value);
                        if (value == 100) {
                            begun.countDown();
                        }
                    }
                });
                threads.add(thread);
                thread.start();
            }
            begun.await();
            early.handOverTo(recorder);
            for (Thread thread : threads) {
                thread.join();
            }

            for (String name : List.of("a", "b")) {
                assertThat(received.stream()
                                .filter(call -> call.name().equals(name))
                                .map(Call::value)
                                .toList())
                        .isEqualTo(LongStream.range(0, CALLS).boxed().toList());
            }
        }
        assertThat(lost.sum()).isZero();
    }

    @Test
    void only_the_first_call_is_announced() {
        EarlyMetrics early = new EarlyMetrics(2, firstCalls::incrementAndGet, lost);
        early.gauge("g", 1L);
        early.gauge("g", 2L);
        early.gauge("g", 3L);

        assertThat(firstCalls).hasValue(1);
        assertThat(lost.sum()).isEqualTo(1);
    }

    @Test
    void what_is_given_up_is_counted() {
        EarlyMetrics early = new EarlyMetrics(10, firstCalls::incrementAndGet, lost);
        early.gauge("g", 1L);
        early.gauge("g", 2L);
        early.giveUp();
        early.gauge("g", 3L);

        assertThat(lost.sum()).isEqualTo(2);
        assertThat(early.isEmpty()).isTrue();
    }
}
