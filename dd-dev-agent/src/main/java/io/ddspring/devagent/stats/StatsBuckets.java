/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.record.CountedSpan;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * Statistics of the last stretches of time, bounded by their number and by the memory they take; the one that was heard of
 * first goes first. Thread-safe.
 */
final class StatsBuckets {
    /** Who counted. */
    enum Source {
        /** A tracer. */
        CLIENT,
        /** This agent. */
        AGENT
    }

    /** All of them as one: a group of each key, how many there are, and who counted. */
    record Total(Map<StatsKey, StatsGroup> groups, int buckets, Set<Source> sources) {}

    static final long BUCKET_NANOS = 10_000_000_000L;
    private static final int MAX_BUCKETS = 360;

    private final long maxBytes;
    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by the lock. By their start, in the order of arrival.
    private final Map<Long, Bucket> buckets = new LinkedHashMap<>();
    private long bytes;
    private @Nullable Total total;

    private static final class Bucket {
        private final Map<StatsKey, StatsGroup> groups = new HashMap<>();
        private final Set<Source> sources = EnumSet.noneOf(Source.class);
        private long bytes;
    }

    StatsBuckets(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Adds what a tracer has counted from {@code startNanos} on. */
    void add(long startNanos, Map<StatsKey, StatsGroup> groups) {
        lock.lock();
        try {
            groups.forEach((key, group) -> addTo(startNanos, Source.CLIENT, key, group));
            evict();
        } finally {
            lock.unlock();
        }
    }

    /** Counts spans at the time at which they ended. */
    void count(List<CountedSpan> spans) {
        lock.lock();
        try {
            for (CountedSpan span : spans) {
                StatsGroup one = new StatsGroup();
                one.addCounts(1, span.error() ? 1 : 0, span.topLevel() ? 1 : 0, span.durationNanos());
                one.durations().add((double) span.durationNanos(), 1);
                addTo(
                        span.endNanos(),
                        Source.AGENT,
                        new StatsKey(
                                span.service(), span.name(), span.resource(), span.type(), span.kind(), span.status()),
                        one);
            }
            evict();
        } finally {
            lock.unlock();
        }
    }

    private void addTo(long timeNanos, Source source, StatsKey key, StatsGroup added) {
        total = null;
        Bucket bucket =
                buckets.computeIfAbsent(timeNanos - Math.floorMod(timeNanos, BUCKET_NANOS), start -> new Bucket());
        bucket.sources.add(source);
        StatsGroup group = bucket.groups.get(key);
        long before = 0;
        if (group == null) {
            group = new StatsGroup();
            bucket.groups.put(key, group);
            before = -key.bytes();
        } else {
            before = group.durations().bytes();
        }
        group.add(added);
        long more = group.durations().bytes() - before;
        bucket.bytes += more;
        bytes += more;
    }

    private void evict() {
        while (bytes > maxBytes || buckets.size() > MAX_BUCKETS) {
            Long oldest = buckets.keySet().iterator().next();
            Bucket gone = buckets.remove(oldest);
            bytes -= gone == null ? 0 : gone.bytes;
        }
    }

    /** All that is kept; not to be changed. */
    Total total() {
        lock.lock();
        try {
            Total known = total;
            if (known == null) {
                known = sum();
                total = known;
            }
            return known;
        } finally {
            lock.unlock();
        }
    }

    private Total sum() {
        Map<StatsKey, StatsGroup> groups = new HashMap<>();
        Set<Source> sources = EnumSet.noneOf(Source.class);
        for (Bucket bucket : buckets.values()) {
            sources.addAll(bucket.sources);
            bucket.groups.forEach((key, group) ->
                    groups.computeIfAbsent(key, unseen -> new StatsGroup()).add(group));
        }
        return new Total(groups, buckets.size(), sources);
    }

    void clear() {
        lock.lock();
        try {
            buckets.clear();
            bytes = 0;
            total = null;
        } finally {
            lock.unlock();
        }
    }
}
