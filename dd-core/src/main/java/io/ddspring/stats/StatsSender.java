/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.AgentClient;
import io.ddspring.agent.AgentConnectionException;
import io.ddspring.agent.AgentInfo;
import io.ddspring.agent.AgentRequest;
import io.ddspring.agent.AgentResponse;
import io.ddspring.metrics.StatsCounters;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Payloads on their way to the Agent. A few may wait; when there are more, the oldest is lost. One that the Agent does not
 * take is lost and counted; only one whose connection failed is sent a second time. Payloads may come from any thread,
 * sending belongs to the one that talks to the Agent.
 */
final class StatsSender {
    private static final Logger LOG = LoggerFactory.getLogger(StatsSender.class);
    private static final int WAITING_LIMIT = 3;

    private final AgentClient agent;
    private final StatsCounters counters;
    private final BlockingQueue<StatsPayload> waiting = new ArrayBlockingQueue<>(WAITING_LIMIT);
    private volatile @Nullable AgentInfo refusedBy;
    private volatile @Nullable Instant lastSent;
    private volatile @Nullable String lastError;

    StatsSender(AgentClient agent, StatsCounters counters) {
        this.agent = agent;
        this.counters = counters;
    }

    /** Takes a payload to be sent. Never waits. */
    void add(StatsPayload payload) {
        while (!waiting.offer(payload)) {
            StatsPayload oldest = waiting.poll();
            if (oldest != null) {
                lost(oldest, "the Agent keeps the writer waiting");
            }
        }
    }

    /** Sends what waits. */
    void send() {
        for (StatsPayload payload = waiting.poll(); payload != null; payload = waiting.poll()) {
            try {
                conclude(payload, exchange(payload));
            } catch (IOException failure) {
                lost(payload, failure.toString());
            }
        }
    }

    /** Forgets what waits, as nobody wants it. */
    void discard(String reason) {
        for (StatsPayload payload = waiting.poll(); payload != null; payload = waiting.poll()) {
            lost(payload, reason);
        }
    }

    private AgentResponse exchange(StatsPayload payload) throws IOException {
        AgentRequest request =
                AgentRequest.post(StatsGate.ENDPOINT, agent.headers().stats(), payload.body());
        try {
            return agent.send(request);
        } catch (AgentConnectionException broken) {
            return agent.send(request);
        }
    }

    private void conclude(StatsPayload payload, AgentResponse response) {
        if (response.isSuccess()) {
            counters.payloadsSent.increment();
            lastSent = Instant.now();
            return;
        }
        if (response.status() == 404) {
            refusedBy = agent.info();
            agent.discovery().requestRefresh();
        }
        lost(payload, "it answers with status " + response.status());
    }

    private void lost(StatsPayload payload, String problem) {
        LOG.debug("The Datadog Agent at {} did not take statistics: {}", agent.address(), problem);
        counters.payloadsLost.increment();
        counters.lostHits.add(payload.hits());
        lastError = problem;
    }

    /** Whether an Agent of this description has refused statistics since it described itself. */
    @SuppressWarnings("ReferenceEquality") // the same description given again lets it be tried again
    boolean isRefusedBy(AgentInfo info) {
        return refusedBy == info;
    }

    @Nullable
    Instant lastSent() {
        return lastSent;
    }

    @Nullable
    String lastError() {
        return lastError;
    }
}
