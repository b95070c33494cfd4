/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;

/**
 * Carries requests to one Agent. Thread-safe; exchanges of several threads do not wait for each other. It uses neither
 * the application's proxy, cookies nor credentials, and nothing traces it.
 */
public interface AgentTransport extends AutoCloseable {
    /**
     * Sends {@code request} and waits for the answer, within bounded time. Must not be called on threads of the
     * application.
     *
     * @throws AgentConnectionException when the Agent could not be reached or went away before it answered: sending
     *     again may help
     * @throws java.net.SocketTimeoutException when it took too long
     * @throws IOException when the answer is not HTTP, was cut off, or the transport is closed
     */
    AgentResponse send(AgentRequest request) throws IOException;

    /** Breaks exchanges under way off and refuses further ones. Returns at once. A second call does nothing. */
    @Override
    void close();
}
