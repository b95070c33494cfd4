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
        if (count == null) {
            LongAdder created = new LongAdder();
            count = bySite.putIfAbsent(site, created);
            if (count == null) {
                count = created;
                LOG.warn(
                        "{} failed; the application is not affected, further failures are only counted", site, failure);
            }
        }
        count.increment();
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
