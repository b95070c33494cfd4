/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.metrics;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;

/** JSON of {@code /api/metrics}. */
final class MetricsJson {
    private static final List<String> STATUSES = List.of("ok", "warning", "critical", "unknown");

    private MetricsJson() {}

    static byte[] write(
            List<Series> series,
            List<MetricStore.Dated<Line.Event>> events,
            List<MetricStore.Dated<Line.Check>> checks,
            int port) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("series");
            for (Series one : series) {
                writeSeries(out, one);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("events");
            for (MetricStore.Dated<Line.Event> event : events) {
                writeEvent(out, event);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("checks");
            for (MetricStore.Dated<Line.Check> check : checks) {
                writeCheck(out, check);
            }
            out.writeEndArray();
            out.writeNumberField("port", port);
            out.writeEndObject();
        });
    }

    private static void writeSeries(JsonGenerator out, Series series) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", series.name());
        out.writeStringField("type", series.type().word());
        writeTags(out, series.tags());
        if (series.type() == MetricType.SET) {
            out.writeStringField("last", series.last());
        } else {
            out.writeNumberField("last", Double.parseDouble(series.last()));
            out.writeNumberField("sum", series.sum());
        }
        out.writeNumberField("lastMillis", series.lastMillis());
        out.writeNumberField("count", series.count());
        out.writeArrayFieldStart("points");
        for (Series.Point point : series.points()) {
            out.writeStartArray();
            out.writeNumber(point.millis());
            out.writeNumber(point.value());
            out.writeEndArray();
        }
        out.writeEndArray();
        out.writeEndObject();
    }

    private static void writeEvent(JsonGenerator out, MetricStore.Dated<Line.Event> dated) throws IOException {
        Line.Event event = dated.line();
        out.writeStartObject();
        out.writeNumberField("timeMillis", dated.millis());
        out.writeStringField("title", event.title());
        out.writeStringField("text", event.text());
        out.writeStringField("alertType", event.alertType());
        out.writeStringField("priority", event.priority());
        out.writeStringField("host", event.host());
        out.writeStringField("source", event.source());
        out.writeStringField("aggregationKey", event.aggregationKey());
        writeTags(out, event.tags());
        out.writeEndObject();
    }

    private static void writeCheck(JsonGenerator out, MetricStore.Dated<Line.Check> dated) throws IOException {
        Line.Check check = dated.line();
        out.writeStartObject();
        out.writeNumberField("timeMillis", dated.millis());
        out.writeStringField("name", check.name());
        out.writeStringField("status", STATUSES.get(check.status()));
        out.writeStringField("host", check.host());
        out.writeStringField("message", check.message());
        writeTags(out, check.tags());
        out.writeEndObject();
    }

    private static void writeTags(JsonGenerator out, List<String> tags) throws IOException {
        out.writeArrayFieldStart("tags");
        for (String tag : tags) {
            out.writeString(tag);
        }
        out.writeEndArray();
    }
}
