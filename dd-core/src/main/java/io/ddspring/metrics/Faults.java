/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics;

import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
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

    private Faults() {}

    /** The faults of this process. */
    public static Faults shared() {
        return SHARED;
    }

    /**
     * Counts {@code failure} under {@code site} (for example {@code servlet.filter}) and logs the first one of that
     * site. A fatal error is thrown again.
     */
    public void record(String site, Throwable failure) {
        Fatal.rethrowIfFatal(failure);
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
    private static void warn(String site, Throwable failure) {
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
