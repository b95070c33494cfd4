/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.event.EventType;
import io.ddspring.trace.Span;
import java.net.URI;

/**
 * An HTTP request is about to be sent.
 *
 * @param span of the call
 * @param method in upper case
 */
public record HttpClientCallStarting(Span span, String method, URI uri) {
    /** Told on the thread that makes the call. */
    public static final EventType<HttpClientCallStarting, Void> TYPE = EventType.notification("http.client.call");
}
