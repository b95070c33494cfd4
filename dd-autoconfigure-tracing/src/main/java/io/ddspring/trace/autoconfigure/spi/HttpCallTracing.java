/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpRequest;

/** Traces calls for somebody who sees them begin and end, but is no interceptor. Thread-safe. */
public interface HttpCallTracing {
    /**
     * Starts the span of the call that {@code request} is about to make, as a child of the active span, and writes its
     * context into the headers. Interceptors of ours that the call passes while it is active leave it alone. Never throws.
     *
     * @return null when the call gets no span
     */
    @Nullable
    ObservedCall startObserved(HttpRequest request);
}
