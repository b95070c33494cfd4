/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.event.EventType;
import io.ddspring.trace.Span;
import java.util.Map;

/**
 * The route of a request was matched, right before its handler runs.
 *
 * @param span of the request
 * @param route the matched pattern with the context path
 * @param parameters values of the pattern's variables by name; empty when it has none
 */
public record PathParametersBound(Span span, String route, Map<String, String> parameters) {
    /** Told on the thread that serves the request. */
    public static final EventType<PathParametersBound, Void> TYPE = EventType.notification("http.path-parameters");

    public PathParametersBound {
        parameters = Map.copyOf(parameters);
    }
}
