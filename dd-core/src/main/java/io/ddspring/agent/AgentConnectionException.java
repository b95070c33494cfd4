/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.io.IOException;

/** There was no connection to the Agent, or it broke before the Agent said anything. */
public final class AgentConnectionException extends IOException {
    private static final long serialVersionUID = 1L;

    AgentConnectionException(String message, IOException cause) {
        super(message, cause);
    }
}
