/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/** The last values of a metric with certain tags. Guarded by the lock of its {@link MetricStore}. */
final class Series {
    static final int MAX_POINTS = 120;
    private static final int FIRST_POINTS = 4;
    private static final int BYTES_PER_POINT = Long.BYTES + Double.BYTES;
    private static final int OVERHEAD_BYTES = 300;
    private static final int BYTES_PER_TAG = 60;

    /** A value at a time. */
    record Point(long millis, double value) {}

    private final String name;
    private final MetricType type;
    private final List<String> tags;
    // A ring: the oldest point is at next once it is full.
    private long[] millis = new long[FIRST_POINTS];
    private double[] values = new double[FIRST_POINTS];
    private int next;
    private int size;
    private long count;
    private double sum;
    private String last = "";
    private long lastMillis;

    Series(String name, MetricType type, List<String> tags) {
        this.name = name;
        this.type = type;
        this.tags = tags;
    }

    /** Adds the values of a line that came at {@code nowMillis}. */
    void add(Line.Metric line, long nowMillis) {
        lastMillis = line.seconds() == null ? nowMillis : line.seconds() * 1000;
        count += line.values().size();
        String newest = line.values().get(line.values().size() - 1);
        last = newest.substring(0, Math.min(newest.length(), MetricStore.MAX_VALUE_CHARS));
        if (type == MetricType.SET) {
            return;
        }
        for (String text : line.values()) {
            double value = Double.parseDouble(text);
            double counted = type == MetricType.COUNT ? value / line.rate() : value;
            sum += counted;
            add(counted);
        }
    }

    private void add(double value) {
        if (size == millis.length && size < MAX_POINTS) {
            int larger = Math.min(MAX_POINTS, size * 2);
            // Not yet a ring: it only becomes one at its full length.
            millis = Arrays.copyOf(millis, larger);
            values = Arrays.copyOf(values, larger);
            next = size;
        }
        millis[next] = lastMillis;
        values[next] = value;
        next = (next + 1) % millis.length;
        size = Math.min(size + 1, millis.length);
    }

    /** The kept points, oldest first; a set has none. */
    List<Point> points() {
        return IntStream.range(0, size)
                .map(i -> (size < millis.length ? i : next + i) % millis.length)
                .mapToObj(i -> new Point(millis[i], values[i]))
                .toList();
    }

    String name() {
        return name;
    }

    MetricType type() {
        return type;
    }

    List<String> tags() {
        return tags;
    }

    /** The number of values that came. */
    long count() {
        return count;
    }

    /** The sum of all values; that of a count takes into account that not all were sent. */
    double sum() {
        return sum;
    }

    /** The last value as it came. */
    String last() {
        return last;
    }

    long lastMillis() {
        return lastMillis;
    }

    /** What it takes at most. */
    long bytes() {
        return OVERHEAD_BYTES
                + MAX_POINTS * (long) BYTES_PER_POINT
                + 2L * (name.length() + MetricStore.MAX_VALUE_CHARS)
                + tags.stream()
                        .mapToLong(tag -> BYTES_PER_TAG + 2L * tag.length())
                        .sum();
    }
}
