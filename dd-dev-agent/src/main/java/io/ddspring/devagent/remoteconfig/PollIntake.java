/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.remoteconfig;

import io.ddspring.devagent.http.Intake;
import io.ddspring.devagent.http.MalformedPayloadException;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.record.Problems;
import io.ddspring.devagent.record.Violations;
import java.util.List;

/** Answers clients that ask for their configuration. */
final class PollIntake implements Intake {
    private final OfferedConfigs configs;
    private final Clients clients;
    private final Problems problems;

    PollIntake(OfferedConfigs configs, Clients clients, Problems problems) {
        this.configs = configs;
        this.clients = clients;
        this.problems = problems;
    }

    @Override
    public boolean takesGet() {
        return true;
    }

    @Override
    public Reply take(Payload payload) throws MalformedPayloadException {
        Poll poll = Poll.parse(payload);
        Violations violations = new Violations();
        PollRules.check(poll, violations);
        List<String> capabilities = Capabilities.names(poll.client().path("capabilities"), violations);
        OfferedConfigs.Snapshot offered = configs.snapshot().forProducts(poll.products());
        clients.polled(poll, Client.Seen.of(poll, capabilities, payload.time()), offered, violations)
                .forEach(reason -> problems.add(payload.toString(), poll.ofTracer("service") + ": " + reason));
        return Reply.json(PollAnswer.write(poll, offered, payload.time()));
    }
}
