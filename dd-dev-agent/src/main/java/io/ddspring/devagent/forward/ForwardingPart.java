/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.devagent.forward;

import io.ddspring.devagent.http.JsonBytes;
import io.ddspring.devagent.http.Payload;
import io.ddspring.devagent.http.Reply;
import io.ddspring.devagent.http.Routes;
import io.ddspring.devagent.record.Part;
import java.net.URI;
import java.time.Clock;
import java.util.Set;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;

/** Passes every payload that was understood on to a real Agent, if there is one: {@code /api/forwarding}. Thread-safe. */
public final class ForwardingPart implements Part, AutoCloseable {
    /** The name of its topic. */
    public static final String TOPIC = "forwarding";

    /** Questions, whose answers would reach nobody. */
    private static final Set<String> NOT_FORWARDED = Set.of("/v0.7/config");

    private final @Nullable RealAgent agent;
    private @Nullable Forwarding forwarding;

    /**
     * A part that is not started.
     *
     * @param url where the real Agent is; null for none
     * @throws IllegalArgumentException when {@code url} is not {@code http://host:port} or {@code https://host:port}
     */
    public ForwardingPart(@Nullable URI url) {
        agent = url == null ? null : new RealAgent(url);
    }

    /**
     * Starts the thread that sends, if there is something to send to. Called before the agent starts.
     *
     * @param threads makes a daemon thread of a role and its work
     * @param changed called when something was passed on, or was not
     */
    public void start(Clock clock, BiFunction<String, Runnable, Thread> threads, Runnable changed) {
        if (agent != null) {
            forwarding = new Forwarding(agent, clock, threads, changed);
        }
    }

    /** Has a payload passed on. Never waits, and fails in silence: clients must not notice. */
    public void forward(Payload payload) {
        if (forwarding != null
                && !NOT_FORWARDED.contains(payload.path())
                && payload.header(RealAgent.FORWARDED) == null) {
            forwarding.offer(payload);
        }
    }

    @Override
    public String topic() {
        return TOPIC;
    }

    @Override
    public void addTo(Routes routes) {
        routes.get("/api/forwarding", request -> Reply.json(json()));
    }

    private byte[] json() {
        return JsonBytes.of(out -> {
            out.writeStartObject();
            out.writeStringField("url", agent == null ? null : agent.url().toString());
            if (forwarding != null) {
                Forwarding.Status status = forwarding.status();
                out.writeNumberField("queued", status.queued());
                out.writeNumberField("queuedBytes", status.queuedBytes());
                out.writeNumberField("forwarded", status.forwarded());
                out.writeNumberField("failed", status.failed());
                out.writeNumberField("dropped", status.dropped());
                if (status.lastError() != null && status.lastErrorTime() != null) {
                    out.writeStringField("lastError", status.lastError());
                    out.writeNumberField(
                            "lastErrorMillis", status.lastErrorTime().toEpochMilli());
                }
            }
            out.writeEndObject();
        });
    }

    @Override
    public void clear() {
        if (forwarding != null) {
            forwarding.resetCounts();
        }
    }

    /** Passes on what is queued, for at most a second, and ends the thread. */
    @Override
    public void close() {
        if (forwarding != null) {
            forwarding.close();
        }
    }
}
