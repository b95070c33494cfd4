/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.vendor.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.List;
import java.util.Set;

/** JSON of {@code /api/traces}. */
final class TraceListJson {
    /** What the list says about all traces: how many are kept, match, are gone; the number of problems; services. */
    record Totals(int kept, int matching, long evicted, long problems, Set<String> services) {}

    private TraceListJson() {}

    static byte[] write(List<StoredTrace> traces, Totals totals) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeNumberField("kept", totals.kept());
            out.writeNumberField("matching", totals.matching());
            out.writeNumberField("evicted", totals.evicted());
            out.writeNumberField("problems", totals.problems());
            out.writeArrayFieldStart("services");
            for (String service : totals.services()) {
                out.writeString(service);
            }
            out.writeEndArray();
            out.writeArrayFieldStart("traces");
            for (StoredTrace trace : traces) {
                out.writeStartObject();
                writeSummary(out, trace);
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }

    /** Writes the fields of a summary into the open object. */
    static void writeSummary(JsonGenerator out, StoredTrace trace) throws IOException {
        StoredTrace.Root root = trace.root();
        out.writeStringField("traceId", trace.idHex());
        out.writeStringField("service", root.service());
        out.writeStringField("name", root.name());
        out.writeStringField("resource", root.resource());
        out.writeStringField("type", root.type());
        if (root.httpStatus() != null) {
            out.writeStringField("httpStatus", root.httpStatus());
        }
        // Nanoseconds since the epoch are beyond what a JavaScript number can hold.
        out.writeNumberField("startMicros", trace.startNanos() / 1000);
        out.writeNumberField("durationNanos", trace.durationNanos());
        out.writeNumberField("spanCount", trace.spanCount());
        out.writeBooleanField("error", trace.errorCount() > 0);
        out.writeNumberField("errorCount", trace.errorCount());
    }
}
