/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.record.BoundedMap;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/** The last metrics, events and service checks. Thread-safe. */
final class MetricStore {
    static final int MAX_VALUE_CHARS = 100;
    private static final int MAX_SERIES = 3_000;
    private static final int MAX_EVENTS = 200;
    private static final int MAX_CHECKS = 500;
    private static final long MAX_SERIES_BYTES = 8L * 1024 * 1024;
    private static final long MAX_OTHER_BYTES = 1024 * 1024;

    /** An event or a service check, and when it came. */
    record Dated<T extends Line>(long millis, T line) {}

    private record SeriesKey(String name, MetricType type, List<String> tags) {}

    private record CheckKey(String name, String host, List<String> tags) {}

    private final ReentrantLock lock = new ReentrantLock();
    // All guarded by the lock.
    private final BoundedMap<SeriesKey, Series> series = new BoundedMap<>(MAX_SERIES, MAX_SERIES_BYTES, Series::bytes);
    private final BoundedMap<Long, Dated<Line.Event>> events =
            new BoundedMap<>(MAX_EVENTS, MAX_OTHER_BYTES, event -> bytes(event.line()));
    private final BoundedMap<CheckKey, Dated<Line.Check>> checks =
            new BoundedMap<>(MAX_CHECKS, MAX_OTHER_BYTES, check -> bytes(check.line()));
    private long eventCount;

    void add(Line line, long nowMillis) {
        lock.lock();
        try {
            if (line instanceof Line.Metric metric) {
                SeriesKey key = new SeriesKey(metric.name(), metric.type(), metric.tags());
                Series known = series.get(key);
                Series changed = known == null ? new Series(metric.name(), metric.type(), metric.tags()) : known;
                changed.add(metric, nowMillis);
                series.put(key, changed);
            } else if (line instanceof Line.Event event) {
                events.put(eventCount++, new Dated<>(nowMillis, event));
            } else if (line instanceof Line.Check check) {
                checks.put(new CheckKey(check.name(), check.host(), check.tags()), new Dated<>(nowMillis, check));
            }
        } finally {
            lock.unlock();
        }
    }

    /** JSON of {@code /api/metrics}; {@code port} is where metrics are taken, 0 when they are not. */
    byte[] json(int port) {
        lock.lock();
        try {
            return MetricsJson.write(series.newestFirst(), events.newestFirst(), checks.newestFirst(), port);
        } finally {
            lock.unlock();
        }
    }

    void clear() {
        lock.lock();
        try {
            series.clear();
            events.clear();
            checks.clear();
        } finally {
            lock.unlock();
        }
    }

    /** A generous guess: texts take two bytes for a character, the rest little. */
    private static long bytes(Line line) {
        return 500 + 2L * line.toString().length();
    }
}
