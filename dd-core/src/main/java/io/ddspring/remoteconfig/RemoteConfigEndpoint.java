/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentResponse;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where configurations are asked for. Used by one thread. */
interface RemoteConfigEndpoint {
    /** Whether it is known to be there; otherwise nothing is asked yet. */
    boolean isThere();

    /** Sends a request and waits for the answer. */
    AgentResponse ask(ByteBuffer json) throws IOException;
}
