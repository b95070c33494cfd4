/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent;

import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Takes traces from tracers and answers like an Agent. */
final class Intake {
    private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1.0}}";

    private final TraceStore traces;
    private final Problems problems;
    private final int maxBodyBytes;

    Intake(TraceStore traces, Problems problems, int maxBodyBytes) {
        this.traces = traces;
        this.problems = problems;
        this.maxBodyBytes = maxBodyBytes;
    }

    Reply handle(Request request) throws IOException {
        Optional<String> refusal = LoopbackGuard.refuseOrigin(request);
        if (refusal.isPresent()) {
            return refuse(403, request, refusal.get());
        }
        if (!request.isWrite()) {
            return Reply.methodNotAllowed("PUT, POST");
        }
        try {
            List<Chunk> chunks = PayloadDecoder.decode(request.body(maxBodyBytes));
            checkCount(request, chunks.size());
            for (Chunk chunk : chunks) {
                keep(request, chunk);
            }
            return request.path().equals("/v0.3/traces") ? Reply.text(200, "OK\n") : Reply.json(RATES);
        } catch (Request.TooLargeException e) {
            return refuse(413, request, String.valueOf(e.getMessage()));
        } catch (MalformedPayloadException e) {
            return refuse(400, request, String.valueOf(e.getMessage()));
        }
    }

    private void checkCount(Request request, int chunkCount) {
        String announced = request.header("X-Datadog-Trace-Count");
        if (announced != null && !announced.equals(String.valueOf(chunkCount))) {
            problems.add(
                    request.toString(),
                    "X-Datadog-Trace-Count is " + announced + " but the body has " + chunkCount + " traces");
        }
    }

    private void keep(Request request, Chunk chunk) {
        Optional<String> defect = chunk.defect();
        if (defect.isPresent()) {
            problems.add(request.toString(), "dropped a trace: " + defect.get());
        } else if (!traces.add(chunk)) {
            problems.add(
                    request.toString(),
                    "dropped " + chunk.spans().size() + " spans: trace " + Span.hex(chunk.traceId())
                            + " is too large to be kept");
        }
    }

    private Reply refuse(int status, Request request, String reason) {
        problems.add(request.toString(), "answered " + status + ": " + reason);
        return Reply.text(status, reason + "\n");
    }
}
