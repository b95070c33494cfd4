/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.vendor.jackson.core.JsonGenerator;
import io.ddspring.vendor.jctools.queues.atomic.MpscAtomicArrayQueue;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;

/** The values of distributions that were not reported yet, of all of them together at most 1024. */
final class TelemetryDistributions implements TelemetrySource {
    private static final int VALUES = 1024;

    private final boolean enabled;
    private final MpscAtomicArrayQueue<Value> values = new MpscAtomicArrayQueue<>(VALUES);

    private record Value(MetricName name, double value) {}

    /** @param enabled whether anything is kept */
    TelemetryDistributions(boolean enabled) {
        this.enabled = enabled;
    }

    void add(MetricName name, double value) {
        if (enabled && Double.isFinite(value)) {
            values.offer(new Value(name, value));
        }
    }

    int waiting() {
        return values.size();
    }

    @Override
    public List<TelemetryMessage> takeNew() {
        Map<String, Map<MetricName, List<Double>>> byNamespace = new LinkedHashMap<>();
        for (Value next = values.poll(); next != null; next = values.poll()) {
            byNamespace
                    .computeIfAbsent(next.name().namespace(), absent -> new LinkedHashMap<>())
                    .computeIfAbsent(next.name(), absent -> new ArrayList<>())
                    .add(next.value());
        }
        List<TelemetryMessage> messages = new ArrayList<>();
        byNamespace.forEach((namespace, series) -> messages.addAll(TelemetryMessage.lists(
                TelemetryType.DISTRIBUTIONS,
                json -> json.writeStringField("namespace", namespace),
                "series",
                series.entrySet(),
                TelemetryDistributions::write)));
        return messages;
    }

    private static void write(Entry<MetricName, List<Double>> series, JsonGenerator json) throws IOException {
        json.writeStartObject();
        json.writeStringField("metric", series.getKey().metric());
        json.writeArrayFieldStart("points");
        for (double point : series.getValue()) {
            MetricName.writeNumber(json, point);
        }
        json.writeEndArray();
        series.getKey().write(json);
        json.writeEndObject();
    }
}
