/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import java.io.IOException;
import java.nio.ByteBuffer;

/** The endpoint of an Agent, once the Agent says that it has one. */
final class AgentEndpoint implements RemoteConfigEndpoint {
    private static final String PATH = "/v0.7/config";

    private final AgentClient agent;
    private final PollHeaders headers;
    private final int answerLimitBytes;

    AgentEndpoint(AgentClient agent, PollHeaders headers, int answerLimitBytes) {
        this.agent = agent;
        this.headers = headers;
        this.answerLimitBytes = answerLimitBytes;
    }

    @Override
    public void open() {}

    @Override
    public Availability availability() {
        AgentInfo info = agent.info();
        if (info.isUnknown()) {
            return Availability.UNKNOWN;
        }
        return info.supports(PATH) ? Availability.THERE : Availability.ABSENT;
    }

    @Override
    public AgentResponse ask(ByteBuffer json) throws IOException {
        // One byte more than allowed, to tell too much from just enough.
        return agent.send(AgentRequest.post(PATH, headers.map(), json).withAnswerLimit(answerLimitBytes + 1));
    }

    /** The way to the Agent is its client's. */
    @Override
    public void close() {}
}
