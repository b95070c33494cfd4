/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Intake;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.record.Problems;
import java.util.List;
import java.util.Optional;

/** Takes traces from tracers and answers like an Agent. */
final class TraceIntake implements Intake {
    private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1.0}}";

    private final TraceStore traces;
    private final Problems problems;

    TraceIntake(TraceStore traces, Problems problems) {
        this.traces = traces;
        this.problems = problems;
    }

    @Override
    public Reply take(Payload payload) throws MalformedPayloadException {
        List<Chunk> chunks = PayloadDecoder.decode(payload.body());
        checkCount(payload, chunks.size());
        for (Chunk chunk : chunks) {
            keep(payload, chunk);
        }
        return payload.path().equals("/v0.3/traces") ? Reply.text(200, "OK\n") : Reply.json(RATES);
    }

    private void checkCount(Payload payload, int chunkCount) {
        String announced = payload.header("X-Datadog-Trace-Count");
        if (announced != null && !announced.equals(String.valueOf(chunkCount))) {
            problems.add(
                    payload.toString(),
                    "X-Datadog-Trace-Count is " + announced + " but the body has " + chunkCount + " traces");
        }
    }

    private void keep(Payload payload, Chunk chunk) {
        Optional<String> defect = chunk.defect();
        if (defect.isPresent()) {
            problems.add(payload.toString(), "dropped a trace: " + defect.get());
        } else if (!traces.add(chunk)) {
            problems.add(
                    payload.toString(),
                    "dropped " + chunk.spans().size() + " spans: trace " + Span.hex(chunk.traceId())
                            + " is too large to be kept");
        }
    }
}
