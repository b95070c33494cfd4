/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.remoteconfig;

import io.ddspring.agent.AgentResponse;
import java.io.IOException;
import java.nio.ByteBuffer;

/** Where configurations are asked for. Used by one thread, which another one opens and closes it for. */
interface RemoteConfigEndpoint {
    /** What is known about whether it is there; nothing is asked before it is. */
    enum Availability {
        UNKNOWN,
        THERE,
        ABSENT
    }

    void open();

    Availability availability();

    /** Sends a request and waits for the answer. */
    AgentResponse ask(ByteBuffer json) throws IOException;

    /** Breaks a request off that is under way, if nobody else uses its connection. */
    void close();
}
