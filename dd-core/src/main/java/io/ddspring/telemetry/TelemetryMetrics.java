/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

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
import java.util.concurrent.atomic.LongAdder;

/**
 * Counts of the library about itself. Counting never blocks and, for a counter that was {@linkplain #counter fetched},
 * costs an addition. Thread-safe; the number of counters is bounded.
 */
public final class TelemetryMetrics implements TelemetrySource {
    private static final int SERIES = 1024;
    private static final int POINTS = 1024;

    private final Clock clock;
    private final long intervalSeconds;
    private final ConcurrentMap<Name, LongAdder> counters = new ConcurrentHashMap<>();
    // Used by the thread that reports.
    private final Map<Name, List<Point>> points = new LinkedHashMap<>();
    private int pointCount;

    /**
     * A metric.
     *
     * @param namespace for example {@code tracers}
     * @param metric without the namespace
     * @param tags entries {@code key:value} in lower case
     * @param common whether tracers of other languages have it as well
     */
    record Name(String namespace, String metric, List<String> tags, boolean common) {}

    private record Point(long seconds, long value) {}

    public TelemetryMetrics(Clock clock, Duration interval) {
        this.clock = clock;
        this.intervalSeconds = Math.max(1, interval.toSeconds());
    }

    /** The counter of a metric that tracers of all languages have. */
    public LongAdder counter(String namespace, String metric, String... tags) {
        Name name = new Name(namespace, metric, List.of(tags), true);
        LongAdder known = counters.get(name);
        if (known != null) {
            return known;
        }
        LongAdder created = new LongAdder();
        if (counters.size() >= SERIES) {
            // Counted, but reported by nobody.
            return created;
        }
        LongAdder earlier = counters.putIfAbsent(name, created);
        return earlier == null ? created : earlier;
    }

    /** Makes a point of what was counted since the last call; to be called once in each interval. */
    void endInterval() {
        long now = clock.instant().getEpochSecond();
        counters.forEach((name, counter) -> {
            long value = counter.sumThenReset();
            if (value != 0 && pointCount < POINTS) {
                pointCount++;
                points.computeIfAbsent(name, absent -> new ArrayList<>()).add(new Point(now, value));
            }
        });
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        Map<String, List<Entry<Name, List<Point>>>> byNamespace = new LinkedHashMap<>();
        points.entrySet().forEach(series -> byNamespace
                .computeIfAbsent(series.getKey().namespace(), absent -> new ArrayList<>())
                .add(series));
        List<TelemetryMessage> messages = new ArrayList<>();
        byNamespace.forEach((namespace, series) -> messages.addAll(TelemetryMessage.lists(
                TelemetryType.METRICS,
                json -> json.writeStringField("namespace", namespace),
                "series",
                series,
                this::write)));
        points.clear();
        pointCount = 0;
        return messages;
    }

    private void write(Entry<Name, List<Point>> series, JsonGenerator json) throws IOException {
        Name name = series.getKey();
        json.writeStartObject();
        json.writeStringField("metric", name.metric());
        json.writeArrayFieldStart("points");
        for (Point point : series.getValue()) {
            json.writeStartArray();
            json.writeNumber(point.seconds());
            json.writeNumber(point.value());
            json.writeEndArray();
        }
        json.writeEndArray();
        json.writeStringField("type", "count");
        json.writeNumberField("interval", intervalSeconds);
        json.writeArrayFieldStart("tags");
        for (String tag : name.tags()) {
            json.writeString(tag);
        }
        json.writeEndArray();
        json.writeBooleanField("common", name.common());
        json.writeStringField("namespace", name.namespace());
        json.writeEndObject();
    }
}
