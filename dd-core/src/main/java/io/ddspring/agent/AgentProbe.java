/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;
import java.time.Duration;
import java.util.Map;

/** Finds out whether there is an Agent at an address. */
public final class AgentProbe {
    private AgentProbe() {}

    /**
     * Whether what listens at {@code address} says at {@code /info} what it takes. Does I/O and waits for at most three
     * times {@code timeout}; throws nothing.
     *
     * @param timeout how long to wait for a connection, and for progress in each direction
     */
    public static boolean isAgent(AgentAddress address, Duration timeout) {
        try (HttpAgentTransport transport = new HttpAgentTransport(address, timeout, null)) {
            AgentResponse answer = transport.send(AgentRequest.get("/info", Map.of()));
            return answer.isSuccess()
                    && !AgentInfoReader.read(answer.body(), null).endpoints().isEmpty();
        } catch (IOException noAgent) {
            return false;
        }
    }
}
