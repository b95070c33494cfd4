/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentConnectionException;
import io.ddspring.agent.AgentHeaders;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import io.ddspring.metrics.Faults;
import io.ddspring.metrics.TracerHealth;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Sends payloads to the Agent's trace intake and draws the consequences of its answers. A payload that is not taken is
 * dropped and counted; only one whose connection failed is sent a second time. Used by one thread.
 */
final class TraceIntake {
    private final AgentClient agent;
    private final TracerHealth health;
    private final Consumer<Map<String, Double>> rates;
    private final ComputedStats stats;
    private final DeliveryLog log;
    /** How many of the traces and spans that were dropped for their priority the Agent knows of. */
    private long reportedP0Traces;

    private long reportedP0Spans;

    /**
     * @param rates gets the sampling rates of the Agent's answers
     * @param stats what is computed here of the same spans
     */
    TraceIntake(
            AgentClient agent,
            TracerHealth health,
            Consumer<Map<String, Double>> rates,
            ComputedStats stats,
            DeliveryLog log) {
        this.agent = agent;
        this.health = health;
        this.rates = rates;
        this.stats = stats;
        this.log = log;
    }

    /**
     * Sends what is encoded.
     *
     * @return false when the Agent does not know the format or its endpoint
     */
    boolean send(TraceEncoder encoded) {
        ByteBuffer body = encoded.body();
        int chunks = encoded.chunks();
        int spans = encoded.spans();
        long p0Traces = health.p0TracesDropped.sum();
        long p0Spans = health.p0SpansDropped.sum();
        AgentRequest request = request(encoded.protocol(), body, chunks)
                .withHeader(AgentHeaders.DROPPED_P0_TRACES, String.valueOf(p0Traces - reportedP0Traces))
                .withHeader(AgentHeaders.DROPPED_P0_SPANS, String.valueOf(p0Spans - reportedP0Spans));
        try {
            AgentResponse response = sendAndRetry(request, body.remaining());
            agent.discovery().stateSeen(response.header(AgentHeaders.AGENT_STATE));
            if (response.isSuccess()) {
                reportedP0Traces = p0Traces;
                reportedP0Spans = p0Spans;
                accepted(response, body.remaining(), chunks);
                return true;
            }
            return !refused(response, chunks, spans);
        } catch (IOException failure) {
            if (agent.isOpen()) {
                lost(reasonOf(failure), describe(failure), chunks, spans);
            } else {
                health.lost(AgentTraceWriter.CLOSED, chunks, spans);
            }
            return true;
        }
    }

    private AgentRequest request(TraceProtocol protocol, ByteBuffer body, int chunks) {
        AgentRequest request = AgentRequest.put(
                        protocol.endpoint(agent.info()), agent.headers().traces(), body)
                .withHeader(AgentHeaders.TRACE_COUNT, String.valueOf(chunks));
        return stats.replaceThoseOfAgent() ? request.withHeader(AgentHeaders.COMPUTED_STATS, "true") : request;
    }

    private AgentResponse sendAndRetry(AgentRequest request, int bytes) throws IOException {
        try {
            return exchange(request, bytes);
        } catch (AgentConnectionException broken) {
            return exchange(request, bytes);
        }
    }

    private AgentResponse exchange(AgentRequest request, int bytes) throws IOException {
        long start = System.nanoTime();
        try {
            AgentResponse response = agent.send(request);
            health.traceRequests.answered(response.status(), bytes, System.nanoTime() - start);
            return response;
        } catch (IOException failure) {
            health.traceRequests.failed(failure, bytes, System.nanoTime() - start);
            throw failure;
        }
    }

    private void accepted(AgentResponse response, int bytes, int chunks) {
        health.tracesSent.add(chunks);
        health.bytesSent.add(bytes);
        health.payloadsSent.increment();
        if (log.succeeded(agent.address())) {
            agent.discovery().requestRefresh();
        }
        try {
            Map<String, Double> answered = RateByServiceReader.read(response.body());
            if (answered != null) {
                rates.accept(answered);
            }
        } catch (IOException garbage) {
            log.answeredNonsense(agent.address(), garbage);
        } catch (RuntimeException failure) {
            Faults.shared().record("writer.rates", failure);
        }
    }

    /** Whether it is the kind of payload that the Agent refused. */
    private boolean refused(AgentResponse response, int chunks, int spans) {
        int status = response.status();
        boolean unknownKind = status == 404 || status == 415;
        if (unknownKind) {
            agent.discovery().requestRefresh();
        }
        lost("agent.status." + status, "it answers with status " + status, chunks, spans);
        return unknownKind;
    }

    private void lost(String reason, String problem, int chunks, int spans) {
        health.lost(reason, chunks, spans);
        log.failed(agent.address(), problem, chunks);
    }

    private static String reasonOf(IOException failure) {
        if (failure instanceof SocketTimeoutException) {
            return "agent.timeout";
        }
        return failure instanceof ProtocolException ? "agent.invalid-response" : "agent.unreachable";
    }

    private static String describe(IOException failure) {
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
