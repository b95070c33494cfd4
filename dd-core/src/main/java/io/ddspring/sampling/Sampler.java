/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.sampling;

import io.ddspring.trace.SpanData;

/**
 * Decides whether a trace that began in this process is kept. Thread-safe; called on application threads, so it must
 * neither block nor allocate more than its answer.
 */
@FunctionalInterface
public interface Sampler {
    /** Keeps everything, as the mechanism without a known rate. */
    Sampler KEEP_ALL = root -> SamplingDecision.KEEP_BY_DEFAULT;

    /** What decides about traces that begin now, also when another one decides about later ones. */
    default Sampler current() {
        return this;
    }

    /** The decision for the trace of {@code root}, its first span in this process. */
    SamplingDecision sample(SpanData root);
}
