/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import io.ddspring.trace.Span;
import jakarta.servlet.ServletRequest;
import org.jspecify.annotations.Nullable;

/** A request that has its span already, so that nobody else starts one for it. It is an attribute of the request. */
public interface TracedRequest {
    /** Name of the attribute. */
    String ATTRIBUTE = TracedRequest.class.getName();

    /** What {@code request} has, or null. */
    static @Nullable TracedRequest of(ServletRequest request) {
        return request.getAttribute(ATTRIBUTE) instanceof TracedRequest traced ? traced : null;
    }

    /** The span of the request; it records nothing when the request is not to be traced. */
    Span span();
}
