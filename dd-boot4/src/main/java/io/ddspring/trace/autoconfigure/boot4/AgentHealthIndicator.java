/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.boot4;

import io.ddspring.trace.autoconfigure.spi.AgentReachability;
import io.ddspring.trace.autoconfigure.spi.AgentReachability.State;
import java.util.function.Supplier;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;

/**
 * Health of the connection to the Agent. The application does its work without an Agent, so by default it is not
 * reported down for the lack of one.
 */
final class AgentHealthIndicator implements HealthIndicator {
    private final Supplier<AgentReachability> agent;
    private final Status unreachable;

    AgentHealthIndicator(Supplier<AgentReachability> agent, String unreachableStatus) {
        this.agent = agent;
        this.unreachable = new Status(unreachableStatus);
    }

    @Override
    public Health health() {
        AgentReachability reachability = agent.get();
        return Health.status(status(reachability.state()))
                .withDetails(reachability.details())
                .build();
    }

    private Status status(State state) {
        return switch (state) {
            case REACHABLE -> Status.UP;
            case UNREACHABLE -> unreachable;
            case UNKNOWN -> Status.UNKNOWN;
        };
    }
}
