/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.http;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/**
 * Tells open pages, by server-sent events, what has changed, so that they ask for it again. Changes that follow each other
 * quickly are told together. Thread-safe; each page has a thread.
 */
public final class LiveStreams implements AutoCloseable {
    private static final int MAX_PAGES = 8;
    private static final long PATIENCE_SECONDS = 1;
    private static final long GATHERING_MILLIS = 200;
    /** Also how long it takes, once or twice, until a page that was closed is noticed. */
    private static final long HEARTBEAT_SECONDS = 5;

    private final BiFunction<String, Runnable, Thread> threads;
    private final Semaphore places = new Semaphore(MAX_PAGES);
    private final List<Page> pages = new CopyOnWriteArrayList<>();
    private volatile boolean closed;

    /** @param threads makes a daemon thread of a role and its work */
    public LiveStreams(BiFunction<String, Runnable, Thread> threads) {
        this.threads = threads;
    }

    /** Notes that {@code topic} has changed; nothing if it is empty. Never waits. */
    public void changed(String topic) {
        if (topic.isEmpty()) {
            return;
        }
        for (Page page : pages) {
            page.changed(topic);
        }
    }

    /** Keeps the answer open and goes on writing to it; false when this is closed or there is no place. */
    boolean open(HttpExchange exchange) {
        if (closed || !(places.tryAcquire() || makeRoom())) {
            return false;
        }
        Page page = new Page(exchange);
        pages.add(page);
        threads.apply("live", page::run).start();
        if (closed) {
            page.end();
        }
        return true;
    }

    /** That a page was closed only shows when something is written to it; one that is still there connects again. */
    private boolean makeRoom() {
        pages.stream().findFirst().ifPresent(Page::end);
        try {
            return places.tryAcquire(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    /** Ends all streams. */
    @Override
    public void close() {
        closed = true;
        pages.forEach(Page::end);
    }

    private final class Page {
        private final HttpExchange exchange;
        private final ReentrantLock lock = new ReentrantLock();
        private final Condition news = lock.newCondition();
        // Both guarded by the lock.
        private Set<String> changed = new TreeSet<>();
        private boolean ended;

        Page(HttpExchange exchange) {
            this.exchange = exchange;
        }

        void changed(String topic) {
            lock.lock();
            try {
                changed.add(topic);
                news.signal();
            } finally {
                lock.unlock();
            }
        }

        void end() {
            lock.lock();
            try {
                ended = true;
                news.signal();
            } finally {
                lock.unlock();
            }
        }

        void run() {
            try (exchange;
                    OutputStream out = begin()) {
                write(out, ": open\n\n");
                for (Set<String> topics = next(); topics != null; topics = next()) {
                    write(out, topics.isEmpty() ? ": still there\n\n" : "data: " + String.join(",", topics) + "\n\n");
                }
            } catch (IOException gone) {
                // The page was closed.
            } catch (InterruptedException interrupted) {
                Thread.currentThread().interrupt();
            } finally {
                pages.remove(this);
                places.release();
            }
        }

        private OutputStream begin() throws IOException {
            exchange.getResponseHeaders().set("Content-Type", "text/event-stream; charset=utf-8");
            exchange.getResponseHeaders().set("Cache-Control", "no-store");
            exchange.sendResponseHeaders(200, 0);
            return exchange.getResponseBody();
        }

        private static void write(OutputStream out, String text) throws IOException {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.flush();
        }

        /** What has changed, after a moment in which more may; empty when nothing has for long, null at the end. */
        private @Nullable Set<String> next() throws InterruptedException {
            lock.lock();
            try {
                long nanos = TimeUnit.SECONDS.toNanos(HEARTBEAT_SECONDS);
                while (changed.isEmpty() && !ended && nanos > 0) {
                    nanos = news.awaitNanos(nanos);
                }
                long gathering = TimeUnit.MILLISECONDS.toNanos(GATHERING_MILLIS);
                while (!changed.isEmpty() && !ended && gathering > 0) {
                    gathering = news.awaitNanos(gathering);
                }
                Set<String> told = changed;
                changed = new TreeSet<>();
                return ended ? null : told;
            } finally {
                lock.unlock();
            }
        }
    }
}
