/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** JSON of {@code /api/map}: services and calls by their names. */
final class ServiceMapJson {
    private ServiceMapJson() {}

    static byte[] write(Traffic traffic) {
        List<Map.Entry<String, Traffic.Amount>> services = traffic.services().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .toList();
        List<Map.Entry<Traffic.Call, Traffic.Amount>> calls = traffic.calls().entrySet().stream()
                .sorted(Map.Entry.comparingByKey(
                        Comparator.comparing(Traffic.Call::from).thenComparing(Traffic.Call::to)))
                .toList();
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("services");
            for (Map.Entry<String, Traffic.Amount> service : services) {
                out.writeStartObject();
                out.writeStringField("name", service.getKey());
                writeAmount(out, "spans", service.getValue());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeArrayFieldStart("calls");
            for (Map.Entry<Traffic.Call, Traffic.Amount> call : calls) {
                out.writeStartObject();
                out.writeStringField("from", call.getKey().from());
                out.writeStringField("to", call.getKey().to());
                writeAmount(out, "calls", call.getValue());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    private static void writeAmount(JsonGenerator out, String count, Traffic.Amount amount) throws IOException {
        out.writeNumberField(count, amount.count());
        out.writeNumberField("errors", amount.errors());
        out.writeNumberField("durationNanos", amount.durationNanos());
    }
}
