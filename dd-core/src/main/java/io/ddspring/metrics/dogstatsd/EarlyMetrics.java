/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import io.ddspring.metrics.Faults;
import io.ddspring.metrics.ServiceCheckStatus;
import io.ddspring.metrics.StatsDClient;
import io.ddspring.metrics.StatsDEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Keeps calls, up to a number, until there is a connection, and hands later ones on. Thread-safe; a call waits for
 * nothing but other calls that are being kept, and throws nothing while it is kept.
 */
final class EarlyMetrics implements StatsDClient {
    /** Calls that may be handed over while others wait for that. */
    private static final int LAST_CALLS = 64;

    private final int limit;
    private final Runnable onFirst;
    private final LongAdder lost;
    private final ReentrantLock lock = new ReentrantLock();
    // Both are written under the lock.
    private Queue<Consumer<StatsDClient>> calls = new ArrayDeque<>();
    private volatile @Nullable StatsDClient successor;
    private volatile boolean empty = true;

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
        return empty;
    }

    /**
     * Gives every call to {@code client} in the order in which they were made, then later ones as they are made, so that
     * no call overtakes an earlier one of its thread. To be called once.
     */
    void handOverTo(StatsDClient client) {
        while (true) {
            Queue<Consumer<StatsDClient>> taken;
            lock.lock();
            try {
                if (calls.size() <= LAST_CALLS) {
                    replay(calls, client);
                    calls.clear();
                    empty = true;
                    successor = client;
                    return;
                }
                taken = calls;
                calls = new ArrayDeque<>();
            } finally {
                lock.unlock();
            }
            replay(taken, client);
        }
    }

    /** Counts what is kept as lost; what comes later is ignored. */
    void giveUp() {
        lock.lock();
        try {
            lost.add(calls.size());
            calls.clear();
            empty = true;
            successor = NOOP;
        } finally {
            lock.unlock();
        }
    }

    private static void replay(Queue<Consumer<StatsDClient>> calls, StatsDClient client) {
        for (Consumer<StatsDClient> call : calls) {
            try {
                call.accept(client);
            } catch (Throwable failure) {
                Faults.shared().record(GuardedClient.SITE, failure);
            }
        }
    }

    private void keep(Consumer<StatsDClient> call) {
        StatsDClient present = successor;
        if (present != null) {
            call.accept(present);
            return;
        }
        boolean first;
        lock.lock();
        try {
            present = successor;
            first = empty;
            if (present == null) {
                if (calls.size() >= limit) {
                    lost.increment();
                    return;
                }
                calls.add(call);
                empty = false;
            }
        } finally {
            lock.unlock();
        }
        if (present != null) {
            call.accept(present);
        } else if (first) {
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
    public void countAt(String name, double delta, Instant time, String... tags) {
        keep(client -> client.countAt(name, delta, time, tags));
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
    public void gaugeAt(String name, double value, Instant time, String... tags) {
        keep(client -> client.gaugeAt(name, value, time, tags));
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
