/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Knows what the Agent says about itself: asks {@code /info} at first, again when the Agent's state header changes or
 * something failed, and every 60 seconds. {@link #current()} and {@link #requestRefresh()} may be called by any thread;
 * the rest belongs to the one thread that talks to the Agent.
 */
public final class AgentDiscovery {
    private static final Logger LOG = LoggerFactory.getLogger(AgentDiscovery.class);
    private static final long INTERVAL_NANOS = TimeUnit.SECONDS.toNanos(60);
    /** Refreshes on request come no faster than this. */
    private static final long REQUEST_GAP_NANOS = TimeUnit.SECONDS.toNanos(2);

    private static final long FIRST_RETRY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final LongSupplier nanoTime;
    private volatile AgentInfo info = AgentInfo.UNKNOWN;
    private volatile boolean refreshRequested = true;
    // The fields below belong to the thread that talks to the Agent.
    private long lastAttemptNanos;
    private boolean attempted;
    private long pauseNanos = INTERVAL_NANOS;
    private @Nullable String knownState;

    /** @param nanoTime monotonic time */
    public AgentDiscovery(LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
    }

    /** What was learnt last; {@link AgentInfo#UNKNOWN} at first. Never waits. */
    public AgentInfo current() {
        return info;
    }

    /** Makes the Agent being asked again soon. */
    public void requestRefresh() {
        refreshRequested = true;
    }

    /** Takes note of the state header of an answer, null when it had none. A changed state makes the Agent being asked. */
    public void stateSeen(@Nullable String state) {
        if (state != null && !state.equals(knownState)) {
            // Noted at once, so that one change leads to one question.
            knownState = state;
            refreshRequested = true;
        }
    }

    /** Asks the Agent if it is time to. Does I/O, throws nothing; after a failure the last answer stays. */
    public void refreshIfDue(AgentTransport transport, AgentHeaders headers) {
        long now = nanoTime.getAsLong();
        long sinceLast = now - lastAttemptNanos;
        long pause = refreshRequested ? Math.min(REQUEST_GAP_NANOS, pauseNanos) : pauseNanos;
        if (attempted && sinceLast < pause) {
            return;
        }
        attempted = true;
        lastAttemptNanos = now;
        refreshRequested = false;
        try {
            info = ask(transport, headers);
            pauseNanos = INTERVAL_NANOS;
        } catch (IOException failure) {
            LOG.debug("asking the Agent for its features failed: {}", failure.toString());
            boolean first = pauseNanos == INTERVAL_NANOS;
            pauseNanos = first ? FIRST_RETRY_NANOS : Math.min(2 * pauseNanos, INTERVAL_NANOS - 1);
        }
    }

    private AgentInfo ask(AgentTransport transport, AgentHeaders headers) throws IOException {
        AgentResponse response = transport.send(AgentRequest.get("/info", headers.language()));
        if (response.status() == 404) {
            return withoutInfo(transport, headers);
        }
        if (!response.isSuccess()) {
            throw new IOException("/info answered with status " + response.status());
        }
        AgentInfo answer = AgentInfoReader.read(response.body(), response.header(AgentHeaders.CONTAINER_TAGS_HASH));
        String state = response.header(AgentHeaders.AGENT_STATE);
        if (state != null) {
            knownState = state;
        }
        if (!answer.equals(info)) {
            LOG.debug("the Agent says {}", answer);
        }
        return answer;
    }

    /** An old Agent: two chunks without spans tell whether it has v0.4. */
    private static AgentInfo withoutInfo(AgentTransport transport, AgentHeaders headers) throws IOException {
        ByteBuffer twoEmptyChunks = ByteBuffer.wrap(new byte[] {(byte) 0x92, (byte) 0x90, (byte) 0x90});
        AgentResponse response = transport.send(AgentRequest.put(AgentInfo.TRACES_V04, headers.traces(), twoEmptyChunks)
                .withHeader(AgentHeaders.TRACE_COUNT, "2"));
        return AgentInfo.withEndpoints(Set.of(response.status() == 404 ? AgentInfo.TRACES_V03 : AgentInfo.TRACES_V04));
    }
}
