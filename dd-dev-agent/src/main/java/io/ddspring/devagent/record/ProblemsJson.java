/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.record;

import io.ddspring.devagent.http.JsonBytes;
import java.util.List;

/** JSON of {@code /api/problems}. */
final class ProblemsJson {
    private ProblemsJson() {}

    static byte[] write(List<Problems.Problem> problems) {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeArrayFieldStart("problems");
            for (Problems.Problem problem : problems) {
                out.writeStartObject();
                out.writeNumberField("timeMillis", problem.time().toEpochMilli());
                out.writeStringField("request", problem.request());
                out.writeStringField("reason", problem.reason());
                out.writeEndObject();
            }
            out.writeEndArray();
            out.writeEndObject();
        });
    }
}
