/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import io.ddspring.metrics.ApiCalls;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Map;

/** Through the Agent, which adds the key of the account and passes reports on. */
final class AgentRoute implements TelemetryRoute {
    static final String PATH = "/telemetry/proxy/api/v2/apmtelemetry";

    private static final String PROXY = "telemetry/proxy";

    private final AgentClient agent;
    private final ApiCalls calls = new ApiCalls();
    private AgentInfo seen;

    /** @param agent opened and closed by its owner */
    AgentRoute(AgentClient agent) {
        this.agent = agent;
        this.seen = agent.info();
    }

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public String url() {
        return agent.address().url();
    }

    /** Whether anything can be sent this way at present; when not, that is not the Agent's failure. */
    boolean isOpen() {
        return agent.isOpen();
    }

    @Override
    public ApiCalls calls() {
        return calls;
    }

    @Override
    public AgentResponse send(Map<String, String> headers, ByteBuffer body) throws IOException {
        return agent.send(AgentRequest.post(PATH, headers, body));
    }

    /** What tells the workload of this process, and whatever else requests to the Agent have by configuration. */
    Map<String, String> identity() {
        return agent.headers().identity();
    }

    /** The Agent did not take a report: what it said of itself before no longer counts. */
    void failed() {
        seen = agent.info();
        agent.discovery().requestRefresh();
    }

    /** Whether the Agent has said, since it last failed, that it takes reports. */
    @SuppressWarnings("ReferenceEquality") // every answer of the Agent is an object of its own
    boolean isOffered() {
        AgentInfo present = agent.info();
        return present != seen && present.supports(PROXY);
    }

    /** Leaves the Agent's client to its owner. */
    @Override
    public void close() {}
}
