/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace;

import java.util.Collection;

/**
 * Changes or drops the finished spans of a trace before they are sent. It is called after the {@link SpanProcessor}s and
 * before the sampling decision is fixed, so it may still set names, service, resource, tags, error and, through the tags
 * {@code manual.keep} and {@code manual.drop}, the decision. What the spans hold so far is in {@link Span#data()}.
 *
 * <p>Called on the thread that finished the last span, or on a thread of the library, maybe on several at once: it must
 * be thread-safe, quick, and must not block. A large trace comes in several parts; of one that runs for very long, spans
 * that still go on may come as well. When it fails, the failure is counted and the spans go to the next interceptor as
 * they are.
 *
 * <p>Every bean of this type is used.
 */
public interface TraceInterceptor {
    /**
     * Called with the finished spans, the one that finished last coming first.
     *
     * @param trace not modifiable, never empty; every element's {@link Span#data()} is present
     * @return those that are to be sent; null or empty drops them all
     */
    Collection<? extends Span> onTraceComplete(Collection<? extends Span> trace);

    /**
     * Rank among the interceptors, which run from the lowest to the highest. It has to be unique: of several with the same
     * one only the first that was registered runs.
     */
    int priority();
}
