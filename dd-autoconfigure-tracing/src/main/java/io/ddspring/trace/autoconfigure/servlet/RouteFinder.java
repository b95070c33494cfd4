/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import jakarta.servlet.http.HttpServletRequest;
import org.jspecify.annotations.Nullable;

/** Finds the route of a request that was answered before it came to a handler, for example because it was refused. */
@FunctionalInterface
interface RouteFinder {
    RouteFinder NONE = request -> null;

    /** The pattern that the request would have matched, without context path; null when there is none. */
    @Nullable
    String find(HttpServletRequest request);
}
