/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.AgentInfo;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the format of the next body: the configured one if the Agent says that it takes it and has not refused it,
 * otherwise version 0.4. Used by one thread, except for {@link #present()}.
 */
final class EncoderChoice {
    private final TraceProtocol configured;
    private final int limitBytes;
    private final ChunkLabels labels;
    /** The Agent that does not take the configured format although it may say so; another one is tried again. */
    private @Nullable AgentInfo refusing;

    private volatile TraceProtocol present = TraceProtocol.V04;

    /** @param labels what the first spans of chunks also say */
    EncoderChoice(WriterSettings settings, ChunkLabels labels) {
        this.configured = settings.protocol();
        this.limitBytes = settings.payloadLimitBytes();
        this.labels = labels;
    }

    /** The encoder for as long as nothing is known about the Agent. */
    TraceEncoder first() {
        return TraceProtocol.V04.newEncoder(limitBytes, labels);
    }

    /** {@code last}, set up for {@code agent}; another one when its format is not the right one any more. */
    TraceEncoder next(TraceEncoder last, AgentInfo agent) {
        TraceEncoder next = last;
        TraceProtocol wanted = configured.isTakenBy(agent) && !agent.equals(refusing) ? configured : TraceProtocol.V04;
        if (last.chunks() == 0 && last.protocol() != wanted) {
            next = wanted.newEncoder(limitBytes, labels);
        }
        this.present = next.protocol();
        next.useNativeLinksAndEvents(agent.spanEvents());
        return next;
    }

    /** The format in use. */
    TraceProtocol present() {
        return present;
    }

    /** Takes note that {@code agent} does not have the endpoint of a format. */
    void refused(TraceProtocol protocol, AgentInfo agent) {
        if (protocol == configured && protocol != TraceProtocol.V04) {
            refusing = agent;
        }
    }
}
