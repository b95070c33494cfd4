/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.metrics.Faults;
import jakarta.servlet.ServletRequestEvent;
import jakarta.servlet.ServletRequestListener;

/**
 * Ends the span of a request when the container is done with it. That is later than the last filter: the error page for
 * what a filter let through is dispatched in between, and only then the status is final.
 */
final class RequestEndListener implements ServletRequestListener {
    @Override
    public void requestInitialized(ServletRequestEvent event) {
        // Some containers initialise a request again for another dispatch of it.
        if (RequestTrace.of(event.getServletRequest()) == null) {
            RequestTrace.announceEnd(event.getServletRequest());
        }
    }

    @Override
    public void requestDestroyed(ServletRequestEvent event) {
        try {
            RequestTrace.end(event.getServletRequest());
        } catch (Throwable ours) {
            Faults.shared().record("servlet.listener", ours);
        }
    }
}
