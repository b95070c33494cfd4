/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.devagent;

import io.ddspring.agent.AgentAddress;
import io.ddspring.devagent.DevAgent;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/**
 * The development agent of an application context, or the fact that it was not to be started.
 *
 * @param agent null when it was not started; closed with the context
 */
record EmbeddedDevAgent(@Nullable DevAgent agent) implements DisposableBean {
    /** Where it listens, or null. */
    @Nullable
    AgentAddress address() {
        return agent == null ? null : AgentAddress.http("localhost", agent.port());
    }

    @Override
    public void destroy() {
        if (agent != null) {
            agent.close();
        }
    }
}
