/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.time.Duration;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where code of ours that runs inside the application's calls leaves its own failures: the first one of a site is logged
 * at WARN, every one is counted, none reaches the application. Thread-safe.
 */
public final class Faults {
    private static final Logger LOG = LoggerFactory.getLogger(Faults.class);
    private static final Faults SHARED = new Faults();

    private final Map<String, LongAdder> bySite = new ConcurrentHashMap<>();
    private final LongAdder logLines = new LongAdder();
    private final CopyOnWriteArrayList<Listener> listeners = new CopyOnWriteArrayList<>();

    /** Learns of what is recorded. Called on the thread where it happened, so it must be quick; it must not record itself. */
    public interface Listener {
        /** Code of ours failed. */
        void failed(String site, Throwable failure);

        /** Code of ours, or what it calls, took longer than it should. */
        default void slow(String site, Duration took) {}
    }

    private Faults() {}

    /** The faults of this process. */
    public static Faults shared() {
        return SHARED;
    }

    /** Tells {@code listener} of everything from now on, until {@link #forget}; once even if it is told so twice. */
    public void tell(Listener listener) {
        listeners.addIfAbsent(listener);
    }

    /** Tells {@code listener} nothing any more. */
    public void forget(Listener listener) {
        listeners.remove(listener);
    }

    /** Notes that something took longer than it should, for example a callback that others wait for. */
    public void slow(String site, Duration took) {
        for (Listener listener : listeners) {
            try {
                listener.slow(site, took);
            } catch (Throwable failure) {
                Fatal.rethrowIfFatal(failure);
                LOG.debug("a listener failed", failure);
            }
        }
    }

    /**
     * Counts {@code failure} under {@code site} and logs the first one of that site. A fatal error is thrown again.
     *
     * @param site a constant, for example {@code servlet.filter}; what of the application it is about may follow after a
     *     space, which is for people who read logs and status pages, but not part of reports
     */
    public void record(String site, Throwable failure) {
        Fatal.rethrowIfFatal(failure);
        count(site, failure);
        for (Listener listener : listeners) {
            try {
                listener.failed(site, failure);
            } catch (Throwable another) {
                Fatal.rethrowIfFatal(another);
                LOG.debug("a listener failed", another);
            }
        }
    }

    private void count(String site, Throwable failure) {
        LongAdder count = bySite.get(site);
        if (count != null) {
            count.increment();
            return;
        }
        LongAdder created = new LongAdder();
        created.increment();
        LongAdder earlier = bySite.putIfAbsent(site, created);
        if (earlier == null) {
            warn(site, failure);
        } else {
            earlier.increment();
        }
    }

    /** An exception is foreign code: printing it may fail as well, which must not reach the application either. */
    private void warn(String site, Throwable failure) {
        logLines.increment();
        try {
            LOG.warn("{} failed; the application is not affected, further failures are only counted", site, failure);
        } catch (Throwable unprintable) {
            Fatal.rethrowIfFatal(unprintable);
            LOG.warn(
                    "{} failed with {}; the application is not affected, further failures are only counted",
                    site,
                    failure.getClass().getName());
        }
    }

    /** Lines that were written into the log since the process started. */
    public long logLines() {
        return logLines.sum();
    }

    /** Number of failures of {@code site} since the process started. */
    public long count(String site) {
        LongAdder count = bySite.get(site);
        return count == null ? 0 : count.sum();
    }

    /** Failures of every site that had one, by name. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        bySite.forEach((site, count) -> counts.put(site, count.sum()));
        return counts;
    }
}
