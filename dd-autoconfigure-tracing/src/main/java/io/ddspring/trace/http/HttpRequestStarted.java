/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.event.EventType;
import io.ddspring.trace.Span;

/**
 * A request has arrived and nothing of the application has seen it yet. An answer is sent instead of handling the
 * request.
 *
 * @param span of the request; records nothing when the request is not traced
 */
public record HttpRequestStarted(Span span, HttpServerRequest request) {
    /** Asked on the thread that serves the request. */
    public static final EventType<HttpRequestStarted, BlockingResponse> TYPE =
            EventType.question("http.request.started");
}
