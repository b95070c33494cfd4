/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.writer;

import io.ddspring.agent.AgentInfo;

/** Formats in which traces are sent. */
public enum TraceProtocol {
    /** Spans as maps; carries everything. */
    V04("0.4"),
    /** A table of all texts, and spans as arrays of indexes into it: smaller, but without structured tags. */
    V05("0.5");

    private final String version;

    TraceProtocol(String version) {
        this.version = version;
    }

    /** The version as it is configured, for example {@code 0.4}. */
    public String version() {
        return version;
    }

    /**
     * The protocol of {@code version}, with or without a {@code v} before it.
     *
     * @throws IllegalArgumentException when there is none
     */
    static TraceProtocol ofVersion(String version) {
        String bare = version.trim();
        for (TraceProtocol protocol : values()) {
            if (bare.equals(protocol.version) || bare.equals("v" + protocol.version)) {
                return protocol;
            }
        }
        throw new IllegalArgumentException(version);
    }

    /** Whether an Agent takes this format. Version 0.4 is assumed of every Agent. */
    boolean isTakenBy(AgentInfo agent) {
        return this == V04 || agent.supports(AgentInfo.TRACES_V05);
    }

    /** Where an Agent takes this format. */
    String endpoint(AgentInfo agent) {
        return this == V05 ? AgentInfo.TRACES_V05 : agent.tracesEndpoint();
    }

    TraceEncoder newEncoder(int limitBytes, ChunkLabels labels) {
        return this == V05 ? new TraceEncoderV05(limitBytes, labels) : new TraceEncoderV04(limitBytes, labels);
    }
}
