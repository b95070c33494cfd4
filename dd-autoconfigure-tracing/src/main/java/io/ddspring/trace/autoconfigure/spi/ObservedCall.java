/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.spi;

import io.ddspring.context.Context;
import io.ddspring.trace.Span;
import org.springframework.http.client.ClientHttpResponse;

/** An HTTP call that is being made. None of its methods throws. */
public interface ObservedCall {
    /** Its span. */
    Span span();

    /** A copy of {@code context} in which the call is active. */
    Context addTo(Context context);

    /** Records the response. */
    void answered(ClientHttpResponse response);

    /** Records why there is no response. */
    void failed(Throwable failure);

    /** Ends the span. */
    void end();
}
