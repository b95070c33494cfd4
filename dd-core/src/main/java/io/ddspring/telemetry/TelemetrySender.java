/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import io.ddspring.agent.TracerVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Delivers reports to the Agent, which passes them on. Used by one thread. */
final class TelemetrySender {
    static final String LANGUAGE = "jvm";
    static final String AGENT_ENDPOINT = "/telemetry/proxy/api/v2/apmtelemetry";

    private static final Logger LOG = LoggerFactory.getLogger(TelemetrySender.class);
    private static final String ROOT_SESSION_VARIABLE = "_DD_ROOT_JAVA_SESSION_ID";

    private final AgentClient agent;
    private final String runtimeId;
    private final String rootSession;
    private final boolean debug;

    /** @param rootSession runtime id of the process that began the session; empty when it is this one */
    TelemetrySender(AgentClient agent, String runtimeId, String rootSession, boolean debug) {
        this.agent = agent;
        this.runtimeId = runtimeId;
        this.rootSession = rootSession;
        this.debug = debug;
    }

    /** What an instrumented process that started this one says of the session. */
    static String rootSession(Map<String, String> environment) {
        return environment.getOrDefault(ROOT_SESSION_VARIABLE, "");
    }

    /** What became of a request. */
    enum Outcome {
        DELIVERED,
        /** The Agent takes no reports: what was to be sent is not wanted. */
        NOT_WANTED,
        FAILED
    }

    /** Sends and waits; throws nothing. */
    Outcome send(TelemetryRequests.Body body) {
        Map<String, String> headers = new LinkedHashMap<>(agent.headers().identity());
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("DD-Telemetry-API-Version", "v2");
        headers.put("DD-Telemetry-Request-Type", body.type());
        headers.put("DD-Client-Library-Language", LANGUAGE);
        headers.put("DD-Client-Library-Version", TracerVersion.current());
        headers.put("DD-Session-ID", runtimeId);
        if (!rootSession.isEmpty() && !rootSession.equals(runtimeId)) {
            headers.put("DD-Root-Session-ID", rootSession);
        }
        if (debug) {
            headers.put("DD-Telemetry-Debug-Enabled", "true");
        }
        try {
            AgentResponse answer = agent.send(AgentRequest.post(AGENT_ENDPOINT, headers, ByteBuffer.wrap(body.json())));
            if (answer.isSuccess()) {
                return Outcome.DELIVERED;
            }
            LOG.debug("a report of type {} was answered with {}", body.type(), answer);
            return answer.status() == 404 ? Outcome.NOT_WANTED : Outcome.FAILED;
        } catch (IOException failure) {
            LOG.debug("a report of type {} was not sent: {}", body.type(), failure.toString());
            return Outcome.FAILED;
        }
    }
}
