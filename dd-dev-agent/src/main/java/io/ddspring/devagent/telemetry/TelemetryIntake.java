/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.telemetry;

import io.ddspring.devagent.http.Intake;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.record.Problems;
import io.ddspring.devagent.record.Violations;

/** Takes telemetry and judges it. */
final class TelemetryIntake implements Intake {
    private static final String PATH = "/telemetry/proxy/api/v2/apmtelemetry";

    private final Runtimes runtimes;
    private final Sequences sequences;
    private final Problems problems;

    TelemetryIntake(Runtimes runtimes, Sequences sequences, Problems problems) {
        this.runtimes = runtimes;
        this.sequences = sequences;
        this.problems = problems;
    }

    @Override
    public Reply take(Payload payload) throws MalformedPayloadException {
        if (!payload.path().equals(PATH)) {
            throw new MalformedPayloadException("the proxy leads only to " + PATH);
        }
        Message message = Message.parse(payload);
        Violations violations = new Violations();
        EnvelopeRules.check(message, violations);
        PayloadRules.check(message, violations);
        if (sequences.isNew(message, violations)) {
            runtimes.add(message);
        }
        violations.reasons().forEach(reason -> problems.add(payload.toString(), reason));
        return Reply.accepted("{}");
    }
}
