/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.traces;

import io.ddspring.devagent.http.Intake;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.record.Problems;
import java.util.Optional;

/** Takes traces of one version of the protocol from tracers and answers like an Agent. */
final class TraceIntake implements Intake {
    private static final String RATES = "{\"rate_by_service\":{\"service:,env:\":1.0}}";
    private static final String COUNT = "X-Datadog-Trace-Count";

    private final TraceDecoder decoder;
    private final TraceKeeper keeper;
    private final Problems problems;

    TraceIntake(TraceDecoder decoder, TraceKeeper keeper, Problems problems) {
        this.decoder = decoder;
        this.keeper = keeper;
        this.problems = problems;
    }

    @Override
    public Reply take(Payload payload) throws MalformedPayloadException {
        // One that is broken somewhere is refused as a whole, and keeping all of it decoded could take too much memory.
        int traceCount = decoder.decode(payload.body(), chunk -> {});
        payload.contentTypeOtherThan("application/msgpack")
                .ifPresent(reason -> problems.add(payload.toString(), reason));
        checkCount(payload, traceCount);
        decoder.decode(payload.body(), chunk -> keeper.keep(payload, chunk));
        keeper.judgeRested();
        return payload.path().equals("/v0.3/traces") ? Reply.text(200, "OK\n") : Reply.json(RATES);
    }

    private void checkCount(Payload payload, int traceCount) {
        Optional<String> announced = Optional.ofNullable(payload.header(COUNT));
        if (announced.isEmpty() && traceCount > 0) {
            problems.add(payload.toString(), COUNT + " is missing, the body has " + traceCount + " traces");
        } else if (announced.isPresent() && !announced.get().equals(String.valueOf(traceCount))) {
            problems.add(
                    payload.toString(),
                    COUNT + " is " + announced.get() + " but the body has " + traceCount + " traces");
        }
    }
}
