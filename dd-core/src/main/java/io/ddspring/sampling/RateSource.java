/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

/** What a sample rate comes from. Immutable and thread-safe. */
public sealed interface RateSource permits SamplingRule, AgentRate {
    /** The rate. */
    SampleRate rate();
}
