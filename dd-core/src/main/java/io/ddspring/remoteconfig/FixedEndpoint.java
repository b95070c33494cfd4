/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentAddress;
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

    private final AgentAddress url;
    private final PollHeaders headers;
    private final int answerLimitBytes;
    private volatile AgentTransport transport;

    FixedEndpoint(AgentAddress url, PollHeaders headers, int answerLimitBytes) {
        this.url = url;
        this.headers = headers;
        this.answerLimitBytes = answerLimitBytes;
        this.transport = connection();
    }

    private AgentTransport connection() {
        return new HttpAgentTransport(url, TIMEOUT, null);
    }

    @Override
    public void open() {
        transport = connection();
    }

    @Override
    public Availability availability() {
        return Availability.THERE;
    }

    @Override
    public AgentResponse ask(ByteBuffer json) throws IOException {
        return transport.send(AgentRequest.post("", headers.map(), json).withAnswerLimit(answerLimitBytes + 1));
    }

    @Override
    public void close() {
        transport.close();
    }
}
