/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.stats;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** JSON of {@code /api/stats}, by service, name and resource. */
final class StatsJson {
    private static final int[] PERCENTS = {50, 75, 90, 95, 99};

    private StatsJson() {}

    static byte[] write(StatsBuckets.Total total) {
        List<Map.Entry<StatsKey, StatsGroup>> groups = total.groups().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(StatsKey.ORDER))
                .toList();
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeNumberField("buckets", total.buckets());
            out.writeStringField("source", source(total.sources()));
            out.writeArrayFieldStart("resources");
            for (Map.Entry<StatsKey, StatsGroup> group : groups) {
                write(out, group.getKey(), group.getValue());
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static String source(Set<StatsBuckets.Source> sources) {
        return sources.stream()
                .sorted(Comparator.naturalOrder())
                .map(source -> source.name().toLowerCase(Locale.ROOT))
                .reduce((one, other) -> one + "," + other)
                .orElse("");
    }

    private static void write(JsonGenerator out, StatsKey key, StatsGroup group) throws IOException {
        out.writeStartObject();
        out.writeStringField("service", key.service());
        out.writeStringField("name", key.name());
        out.writeStringField("resource", key.resource());
        out.writeStringField("type", key.type());
        out.writeStringField("kind", key.kind());
        out.writeNumberField("status", key.status());
        out.writeNumberField("hits", group.hits());
        out.writeNumberField("errors", group.errors());
        out.writeNumberField("topLevelHits", group.topLevelHits());
        out.writeNumberField("durationNanos", group.durationNanos());
        for (int percent : PERCENTS) {
            out.writeNumberField("p" + percent + "Nanos", group.durations().quantileNanos(percent / 100.0));
        }
        out.writeEndObject();
    }
}
