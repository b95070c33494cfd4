/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.telemetry;

import java.util.List;

/** Knows endpoints of the application. */
@FunctionalInterface
public interface EndpointSource {
    /**
     * The endpoints that are known by now. Called on a thread of the library when the application is ready; must not make
     * the application create anything.
     */
    List<ReportedEndpoint> endpoints();
}
