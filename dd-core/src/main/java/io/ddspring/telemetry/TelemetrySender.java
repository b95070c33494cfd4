/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import io.ddspring.agent.AgentResponse;
import io.ddspring.agent.TracerVersion;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Delivers reports: through the Agent as long as that works and, if it does not and the key of the account is known,
 * straight to Datadog until the Agent offers to take them again or Datadog takes none either. Sending belongs to one
 * thread; what was sent may be asked for by any.
 */
final class TelemetrySender implements AutoCloseable {
    static final String LANGUAGE = "jvm";

    private static final Logger LOG = LoggerFactory.getLogger(TelemetrySender.class);
    private static final String ROOT_SESSION_VARIABLE = "_DD_ROOT_JAVA_SESSION_ID";
    private static final int REMEMBERED = 20;

    /** What Datadog itself can resolve; other headers are between this process and the Agent. */
    private static final Set<String> WORKLOAD = Set.of("Datadog-Container-ID", "Datadog-Entity-ID");

    private final AgentRoute agent;
    private final @Nullable TelemetryRoute intake;
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final Clock clock;
    private volatile TelemetryRoute route;
    private final Object sentLock = new Object();
    // Guarded by its lock.
    private final Deque<SentReport> sent = new ArrayDeque<>();

    /**
     * @param intake null when nothing may be sent without an Agent; closed with this
     * @param rootSession runtime id of the process that began the session; empty when it is this one
     * @param debug whether reports are marked as debugging
     */
    TelemetrySender(
            AgentRoute agent,
            @Nullable TelemetryRoute intake,
            String runtimeId,
            String rootSession,
            boolean debug,
            Clock clock) {
        this.agent = agent;
        this.intake = intake;
        this.route = agent;
        this.clock = clock;
        headers.put("Content-Type", "application/json; charset=utf-8");
        headers.put("DD-Telemetry-API-Version", "v2");
        headers.put("DD-Client-Library-Language", LANGUAGE);
        headers.put("DD-Client-Library-Version", TracerVersion.current());
        headers.put("DD-Session-ID", runtimeId);
        if (!rootSession.isEmpty() && !rootSession.equals(runtimeId)) {
            headers.put("DD-Root-Session-ID", rootSession);
        }
        if (debug) {
            headers.put("DD-Telemetry-Debug-Enabled", "true");
        }
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
        if (route == intake && agent.isOffered()) {
            route = agent;
        }
        Outcome outcome = send(body, route);
        TelemetryRoute used = route;
        if (outcome != Outcome.DELIVERED && used == intake) {
            route = agent;
        } else if (outcome != Outcome.DELIVERED && intake != null && agent.isOpen()) {
            agent.failed();
            LOG.debug("the Agent takes no report; trying {}", intake.url());
            used = intake;
            outcome = send(body, intake);
            route = outcome == Outcome.DELIVERED ? intake : agent;
        }
        remember(new SentReport(clock.instant(), body.type(), used.name(), body.json().length, outcome));
        return outcome;
    }

    private Outcome send(TelemetryRequests.Body body, TelemetryRoute over) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        agent.identity().forEach((name, value) -> {
            if (over == agent || WORKLOAD.contains(name)) {
                all.put(name, value);
            }
        });
        all.put("DD-Telemetry-Request-Type", body.type());
        int bytes = body.json().length;
        long start = System.nanoTime();
        try {
            AgentResponse answer = over.send(all, ByteBuffer.wrap(body.json()));
            over.calls().answered(answer.status(), bytes, System.nanoTime() - start);
            if (answer.isSuccess()) {
                return Outcome.DELIVERED;
            }
            LOG.debug("a report of type {} was answered with {}", body.type(), answer);
            return answer.status() == 404 ? Outcome.NOT_WANTED : Outcome.FAILED;
        } catch (IOException failure) {
            over.calls().failed(failure, bytes, System.nanoTime() - start);
            LOG.debug("a report of type {} was not sent: {}", body.type(), failure.toString());
            return Outcome.FAILED;
        }
    }

    /** All ways that reports may take. */
    List<TelemetryRoute> routes() {
        return intake == null ? List.of(agent) : List.of(agent, intake);
    }

    /** The way that the next report takes. */
    TelemetryRoute route() {
        return route;
    }

    private void remember(SentReport report) {
        synchronized (sentLock) {
            if (sent.size() == REMEMBERED) {
                sent.removeFirst();
            }
            sent.addLast(report);
        }
    }

    /** The last requests, the latest one last. */
    List<SentReport> lastSent() {
        synchronized (sentLock) {
            return List.copyOf(sent);
        }
    }

    /** Breaks off what is under way, except with the Agent. */
    @Override
    public void close() {
        if (intake != null) {
            intake.close();
        }
    }
}
