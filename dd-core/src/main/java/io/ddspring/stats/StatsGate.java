/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.stats;

import io.ddspring.agent.AgentInfo;

/**
 * Whether an Agent gets statistics from this process, and why not.
 *
 * @param reason empty when it does
 */
record StatsGate(State state, String reason) {
    static final String ENDPOINT = "v0.6/stats";

    /** The Agent takes statistics well from this version on. */
    private static final int MAJOR = 7;

    private static final int MINOR = 65;

    enum State {
        /** The Agent has not answered yet; what is counted until then is kept for the case that it wants it. */
        WAITING,
        /** Spans are counted, and traces that nobody will keep are not sent. */
        ACTIVE,
        /** Nothing is counted, everything is sent. */
        INACTIVE
    }

    static StatsGate of(StatsSettings settings, AgentInfo agent) {
        if (!settings.enabled()) {
            return inactive(StatsSettings.ENABLED.name() + " is false");
        }
        if (!settings.apmEnabled()) {
            return inactive("performance monitoring is off");
        }
        if (agent.isUnknown()) {
            return new StatsGate(State.WAITING, "the Agent has not told yet what it can do");
        }
        if (!agent.supports(ENDPOINT)) {
            return inactive("the Agent does not list " + ENDPOINT);
        }
        if (!agent.clientDropP0s()) {
            return inactive("the Agent wants all traces");
        }
        if (!settings.ignoreAgentVersion() && !agent.isAtLeast(MAJOR, MINOR)) {
            return inactive(
                    "the Agent's version '" + agent.version() + "' is not known to be at least " + MAJOR + "." + MINOR);
        }
        return new StatsGate(State.ACTIVE, "");
    }

    static StatsGate inactive(String reason) {
        return new StatsGate(State.INACTIVE, reason);
    }
}
