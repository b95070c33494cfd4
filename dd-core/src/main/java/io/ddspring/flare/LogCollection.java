/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.event.Subscription;
import io.ddspring.metrics.Faults;
import java.io.IOException;
import java.io.Writer;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The library's own log lines while a flare is expected: from the time that somebody asks for them until they are no
 * longer wanted, or nobody has asked again for {@value #PATIENCE_MINUTES} minutes. Thread-safe.
 */
final class LogCollection implements FlareEntry {
    static final long PATIENCE_MINUTES = 20;

    /** How long lines may be missed after the application has configured its logging system anew. */
    static final Duration RENEWAL = Duration.ofSeconds(5);

    /** What tracers for Java write when there is nothing to write; others look for exactly this. */
    static final String NOTHING = "No tracer log file specified and no prepare flare event received";

    private static final int LIMIT_BYTES = 15_000_000;

    /** Less, as masks are longer than short secrets, and what is too long for the file is cut off at its end. */
    private static final int KEPT_BYTES = 13_000_000;

    private static final Subscription NO_TIMER = () -> {};

    private final LogTap tap;
    private final Background background;
    private final Clock clock;
    private final ReentrantLock lock = new ReentrantLock();
    // Guarded by the lock.
    private @Nullable Running running;
    private Subscription timer = NO_TIMER;

    private record Running(Instant since, LogBuffer lines, LogSubscription source) {}

    LogCollection(LogTap tap, Background background, Clock clock) {
        this.tap = tap;
        this.background = background;
        this.clock = clock;
    }

    /** Begins to collect, or goes on for longer. */
    void begin() {
        lock.lock();
        try {
            Running present = running;
            if (present == null) {
                present = start();
                running = present;
                renewLater(present);
            }
            timer.close();
            Running mine = present;
            timer = background.runAfter(Duration.ofMinutes(PATIENCE_MINUTES), () -> end(mine));
        } finally {
            lock.unlock();
        }
    }

    private Running start() {
        LogBuffer lines = new LogBuffer(KEPT_BYTES);
        Instant since = clock.instant();
        lines.add(new LogLine(
                since,
                "INFO",
                Thread.currentThread().getName(),
                LogCollection.class.getName(),
                "lines of the library are collected from now on, at level DEBUG",
                null));
        return new Running(since, lines, tap.open(lines::add));
    }

    private void renewLater(Running renewed) {
        background.runAfter(RENEWAL, () -> {
            if (renew(renewed)) {
                renewLater(renewed);
            }
        });
    }

    /** Answers whether {@code renewed} is still running. */
    private boolean renew(Running renewed) {
        lock.lock();
        try {
            if (!renewed.equals(running)) {
                return false;
            }
            renewed.source().renew();
        } catch (Throwable failure) {
            Faults.shared().record("flare.log", failure);
        } finally {
            lock.unlock();
        }
        return true;
    }

    /** Ends the collection and forgets what was collected; nothing when there is none. */
    void end() {
        lock.lock();
        try {
            if (running != null) {
                end(running);
            }
        } finally {
            lock.unlock();
        }
    }

    private void end(Running ending) {
        lock.lock();
        try {
            if (ending.equals(running)) {
                running = null;
                timer.close();
                timer = NO_TIMER;
                ending.source().close();
            }
        } finally {
            lock.unlock();
        }
    }

    @Override
    public String name() {
        return "tracer.log";
    }

    @Override
    public int limitBytes() {
        return LIMIT_BYTES;
    }

    @Override
    public void write(Writer out) throws IOException {
        Running present = running();
        if (present == null) {
            out.write(NOTHING);
        } else {
            renew(present);
            present.lines().copyTo(out);
        }
    }

    /** Whether it collects, since when and how much, for people. */
    Map<String, Object> status() {
        Running present = running();
        Map<String, Object> status = new LinkedHashMap<>();
        status.put("collecting", present != null);
        if (present != null) {
            status.put("since", present.since().toString());
            status.put("bytes", present.lines().size());
        }
        return status;
    }

    private @Nullable Running running() {
        lock.lock();
        try {
            return running;
        } finally {
            lock.unlock();
        }
    }
}
