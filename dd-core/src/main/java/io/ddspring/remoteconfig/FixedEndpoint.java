/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import io.ddspring.agent.AgentTransport;
import io.ddspring.agent.HttpAgentTransport;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;

/** A URL that was configured instead of what the Agent offers; asked without looking first. */
final class FixedEndpoint implements RemoteConfigEndpoint {
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final AgentTransport transport;
    private final AgentClient agent;
    private final PollHeaders headers;
    private final int answerLimitBytes;

    FixedEndpoint(AgentAddress url, AgentClient agent, PollHeaders headers, int answerLimitBytes) {
        this.transport = new HttpAgentTransport(url, TIMEOUT, null);
        this.agent = agent;
        this.headers = headers;
        this.answerLimitBytes = answerLimitBytes;
    }

    @Override
    public boolean isThere() {
        return agent.isOpen();
    }

    @Override
    public AgentResponse ask(ByteBuffer json) throws IOException {
        return transport.send(AgentRequest.post("", headers.map(), json).withAnswerLimit(answerLimitBytes + 1));
    }
}
