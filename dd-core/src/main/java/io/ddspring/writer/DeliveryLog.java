/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.AgentAddress;
import java.io.IOException;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells people how delivery goes: one WARN when it begins to fail, another at most every five minutes while it does, one
 * INFO when it works again. Written by one thread; what it remembers may be read by any.
 */
final class DeliveryLog {
    private static final Logger LOG = LoggerFactory.getLogger(AgentTraceWriter.class);
    private static final long REMINDER_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final LongSupplier nanoTime;
    private volatile @Nullable Instant lastContact;
    private volatile @Nullable Instant lastErrorTime;
    private volatile @Nullable String lastError;
    // The fields below belong to the writing thread.
    private boolean failing;
    private boolean saidNonsense;
    private long lastWarningNanos;
    private long lostTraces;

    DeliveryLog(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    void failed(AgentAddress agent, String problem, int traces) {
        long now = nanoTime.getAsLong();
        boolean first = !failing;
        failing = true;
        lostTraces += traces;
        lastError = problem;
        lastErrorTime = Instant.now();
        if (first) {
            lastWarningNanos = now;
            LOG.warn(
                    "The Datadog Agent at {} does not take traces: {}. The application is not affected; traces are"
                            + " dropped and counted until it takes them again.",
                    agent,
                    problem);
        } else if (now - lastWarningNanos >= REMINDER_NANOS) {
            lastWarningNanos = now;
            LOG.warn(
                    "The Datadog Agent at {} still does not take traces: {}; {} dropped so far.",
                    agent,
                    problem,
                    lostTraces);
        } else {
            LOG.debug("The Datadog Agent at {} did not take {} traces: {}", agent, traces, problem);
        }
    }

    /** The traces were taken, but not by something that answers like an Agent. */
    void answeredNonsense(AgentAddress agent, IOException problem) {
        LOG.debug("The answer of {} was not understood: {}", agent, problem.toString());
        lastError = "it takes traces, but its answer is not an Agent's";
        lastErrorTime = Instant.now();
        if (!saidNonsense) {
            saidNonsense = true;
            LOG.warn("{} takes traces, but does not answer like a Datadog Agent; is the address right?", agent);
        }
    }

    /** @return whether it had failed before */
    boolean succeeded(AgentAddress agent) {
        lastContact = Instant.now();
        if (!failing) {
            return false;
        }
        LOG.info("The Datadog Agent at {} takes traces again; {} were dropped.", agent, lostTraces);
        failing = false;
        lostTraces = 0;
        return true;
    }

    @Nullable
    Instant lastContact() {
        return lastContact;
    }

    @Nullable
    Instant lastErrorTime() {
        return lastErrorTime;
    }

    @Nullable
    String lastError() {
        return lastError;
    }
}
