/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

import java.nio.file.Files;

/** Tells an {@link AgentClient} where its Agent is. Thread-safe. */
public interface AgentLocator {
    /** The Agent is where the settings say; looks for the default socket where they say nothing. */
    AgentLocator CONFIGURED = new Configured();

    /**
     * Where the Agent is. Called when the client is first used after it was opened, by a thread of the library and never by
     * one of the application: may do I/O, and take about a second. Throws nothing.
     */
    AgentAddress locate(AgentAddressSettings settings);

    /**
     * The client was closed. Called by any thread, also while {@link #locate} is under way, for which it must not wait; can
     * come without one before it, and more than once.
     */
    default void release() {}

    /** A class, as a lambda would cost several at the start. */
    final class Configured implements AgentLocator {
        private Configured() {}

        @Override
        public AgentAddress locate(AgentAddressSettings settings) {
            return settings.resolve(Files::exists);
        }
    }
}
