/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.Faults;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts, gauges and distributions of the library about itself. Counting never blocks and, for a counter that was
 * {@linkplain #counter fetched}, costs an addition. Thread-safe. The number of metrics and of points is bounded; what is
 * beyond is lost, and so is everything when metrics are switched off.
 */
public final class TelemetryMetrics implements TelemetrySource {
    private static final int SERIES = 1024;
    private static final int POINTS = 1024;

    private final boolean enabled;
    private final Clock clock;
    private final long intervalSeconds;
    private final ConcurrentMap<MetricName, LongAdder> counters = new ConcurrentHashMap<>();
    private final ConcurrentMap<MetricName, Double> gauges = new ConcurrentHashMap<>();
    private final TelemetryDistributions distributions;
    private final List<Runnable> readings = new CopyOnWriteArrayList<>();
    // Used by the thread that reports.
    private final Map<Series, List<Point>> points = new LinkedHashMap<>();
    private final AtomicInteger pointCount = new AtomicInteger();

    private record Series(MetricName name, String type) {}

    private record Point(long seconds, double value) {}

    /** Metrics as {@code configuration} wants them; nothing is kept when it switches them off. */
    public static TelemetryMetrics from(Configuration configuration, Clock clock) {
        TelemetrySettings how = TelemetrySettings.from(configuration);
        return new TelemetryMetrics(
                how.metrics() && configuration.get(TelemetryKeys.ENABLED), clock, how.metricsInterval());
    }

    /**
     * @param enabled whether anything is kept
     * @param interval between two calls of {@link #endInterval}; the protocol has whole seconds, so that a shorter one is
     *     reported as one second
     */
    public TelemetryMetrics(boolean enabled, Clock clock, Duration interval) {
        this.enabled = enabled;
        this.clock = clock;
        this.intervalSeconds = Math.max(1, interval.toSeconds());
        this.distributions = new TelemetryDistributions(enabled);
    }

    /**
     * The counter of a metric that tracers of all languages have.
     *
     * @param namespace for example {@code appsec}
     * @param tags entries {@code key:value}
     */
    public LongAdder counter(String namespace, String metric, String... tags) {
        return counter(MetricName.common(namespace, metric, tags));
    }

    /** The counter of a metric that only this library has. */
    public LongAdder ownCounter(String namespace, String metric, String... tags) {
        return counter(MetricName.own(namespace, metric, tags));
    }

    private LongAdder counter(MetricName name) {
        LongAdder known = counters.get(name);
        if (known != null) {
            return known;
        }
        LongAdder created = new LongAdder();
        if (!enabled || counters.size() >= SERIES) {
            // Counted, but reported by nobody.
            return created;
        }
        LongAdder earlier = counters.putIfAbsent(name, created);
        return earlier == null ? created : earlier;
    }

    /** Notes the value that a metric has now; the last one of an interval is reported. */
    public void gauge(String namespace, String metric, double value, String... tags) {
        if (enabled && Double.isFinite(value) && gauges.size() < SERIES) {
            gauges.put(MetricName.common(namespace, metric, tags), value);
        }
    }

    /** A metric that tracers of all languages have and of which every value is reported. */
    public TelemetryDistribution distribution(String namespace, String metric, String... tags) {
        return new TelemetryDistribution(MetricName.common(namespace, metric, tags), distributions);
    }

    /** Has {@code reading} called at the end of each interval, so that it can add what was counted elsewhere. */
    void readAtEndOfInterval(Runnable reading) {
        readings.add(reading);
    }

    /** The part that is reported in messages of its own. */
    TelemetryDistributions distributions() {
        return distributions;
    }

    /** Makes a point of what was counted since the last call; to be called once in each interval. */
    void endInterval() {
        if (!enabled) {
            return;
        }
        for (Runnable reading : readings) {
            try {
                reading.run();
            } catch (Throwable failure) {
                Faults.shared().record("telemetry.reading", failure);
            }
        }
        long now = clock.instant().getEpochSecond();
        // What finds no room stays where it is counted, and is in the point of a later interval.
        counters.forEach((name, counter) -> {
            long value = hasRoom() ? counter.sumThenReset() : 0;
            if (value != 0) {
                add(new Series(name, "count"), now, (double) value);
            }
        });
        for (MetricName name : gauges.keySet()) {
            Double value = hasRoom() ? gauges.remove(name) : null;
            if (value != null) {
                add(new Series(name, "gauge"), now, value);
            }
        }
    }

    private boolean hasRoom() {
        return pointCount.get() < POINTS;
    }

    private void add(Series series, long seconds, double value) {
        pointCount.incrementAndGet();
        points.computeIfAbsent(series, absent -> new ArrayList<>()).add(new Point(seconds, value));
    }

    int waiting() {
        return pointCount.get();
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        Map<String, List<Entry<Series, List<Point>>>> byNamespace = new LinkedHashMap<>();
        points.entrySet().forEach(series -> byNamespace
                .computeIfAbsent(series.getKey().name().namespace(), absent -> new ArrayList<>())
                .add(series));
        List<TelemetryMessage> messages = new ArrayList<>();
        byNamespace.forEach((namespace, series) -> messages.addAll(TelemetryMessage.lists(
                TelemetryType.METRICS,
                json -> json.writeStringField("namespace", namespace),
                "series",
                series,
                this::write)));
        points.clear();
        pointCount.set(0);
        return messages;
    }

    private void write(Entry<Series, List<Point>> series, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", series.getKey().name().metric());
        json.writeArrayFieldStart("points");
        for (Point point : series.getValue()) {
            json.writeStartArray();
            json.writeNumber(point.seconds());
            MetricName.writeNumber(json, point.value());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeStringField("type", series.getKey().type());
        json.writeNumberField("interval", intervalSeconds);
        series.getKey().name().write(json);
        json.writeEndObject();
    }
}
