/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.List;

/**
 * Sees the finished spans of a trace in this process once, right before the sampling decision is fixed and the spans are
 * handed to the writer. Called on the thread that finished the last span, or on a thread of the library when the trace
 * has waited for late children, so it must be quick and must not block. It may set tags on the spans. A failure is
 * recorded and the next processor runs.
 */
public interface SpanProcessor {
    /** Processors run from the lowest to the highest order; ties in the order of registration. */
    default int order() {
        return 0;
    }

    /**
     * Called with the finished spans, in the order in which they finished.
     *
     * @param spans not modifiable; every element's {@link Span#data()} is present
     */
    void onSpansFinished(List<? extends Span> spans);
}
