/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import org.jspecify.annotations.Nullable;

/**
 * Where the Agent takes metrics as far as it says so. Immutable.
 *
 * @param hostElsewhere the Agent's host if that is another than the configured one, which counts no longer then; else null
 * @param port port that the Agent names, 0 when it names none
 */
public record AgentOffer(@Nullable String hostElsewhere, int port) {
    /** The Agent has said nothing. */
    public static final AgentOffer NONE = new AgentOffer(null, 0);
}
