/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.ServiceCheckStatus;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.StatsDEvent;
import java.time.Duration;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;

/** Keeps calls, up to a number, until there is a connection. Thread-safe; keeping neither blocks nor throws. */
final class EarlyMetrics implements StatsDClient {
    private final int limit;
    private final Runnable onFirst;
    private final LongAdder lost;
    private final Queue<Consumer<StatsDClient>> calls = new ConcurrentLinkedQueue<>();
    private final AtomicInteger size = new AtomicInteger();

    /**
     * Nothing is kept yet.
     *
     * @param limit calls that are kept
     * @param onFirst told when there is a first call
     * @param lost counts the calls beyond the limit
     */
    EarlyMetrics(int limit, Runnable onFirst, LongAdder lost) {
        this.limit = limit;
        this.onFirst = onFirst;
        this.lost = lost;
    }

    boolean isEmpty() {
        return calls.isEmpty();
    }

    /** Gives every call to {@code client} and forgets it. */
    void replayOn(StatsDClient client) {
        for (Consumer<StatsDClient> call = calls.poll(); call != null; call = calls.poll()) {
            size.decrementAndGet();
            call.accept(client);
        }
    }

    private void keep(Consumer<StatsDClient> call) {
        int number = size.incrementAndGet();
        if (number > limit) {
            size.decrementAndGet();
            lost.increment();
            return;
        }
        calls.add(call);
        if (number == 1) {
            onFirst.run();
        }
    }

    @Override
    public void count(String name, long delta, String... tags) {
        keep(client -> client.count(name, delta, tags));
    }

    @Override
    public void count(String name, double delta, String... tags) {
        keep(client -> client.count(name, delta, tags));
    }

    @Override
    public void gauge(String name, long value, String... tags) {
        keep(client -> client.gauge(name, value, tags));
    }

    @Override
    public void gauge(String name, double value, String... tags) {
        keep(client -> client.gauge(name, value, tags));
    }

    @Override
    public void histogram(String name, double value, double sampleRate, String... tags) {
        keep(client -> client.histogram(name, value, sampleRate, tags));
    }

    @Override
    public void distribution(String name, double value, double sampleRate, String... tags) {
        keep(client -> client.distribution(name, value, sampleRate, tags));
    }

    @Override
    public void time(String name, Duration duration, double sampleRate, String... tags) {
        keep(client -> client.time(name, duration, sampleRate, tags));
    }

    @Override
    public void set(String name, String value, String... tags) {
        keep(client -> client.set(name, value, tags));
    }

    @Override
    public void event(StatsDEvent event, String... tags) {
        keep(client -> client.event(event, tags));
    }

    @Override
    public void serviceCheck(String name, ServiceCheckStatus status, String message, String... tags) {
        keep(client -> client.serviceCheck(name, status, message, tags));
    }

    @Override
    public void close() {}
}
