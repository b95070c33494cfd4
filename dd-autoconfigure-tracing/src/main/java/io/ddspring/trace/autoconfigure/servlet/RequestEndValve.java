/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.metrics.Faults;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import java.io.IOException;
import org.apache.catalina.Context;
import org.apache.catalina.Globals;
import org.apache.catalina.Lifecycle;
import org.apache.catalina.Pipeline;
import org.apache.catalina.Valve;
import org.apache.catalina.WebResourceRoot;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.valves.ValveBase;

/**
 * Does on Tomcat what {@link RequestEndListener} does elsewhere, at the same moment. Where there is any listener of
 * requests, Tomcat copies the list of listeners and makes an event for every attribute that anybody sets on a request,
 * and Spring sets some twenty of them. Loaded only where Tomcat is. Thread-safe.
 */
final class RequestEndValve extends ValveBase {
    private final Context application;

    private RequestEndValve(Context application) {
        super(true);
        this.application = application;
    }

    /**
     * Puts a valve around {@code container}, where also error pages have been dispatched when it returns, until the
     * application stops. Answers false when that is not a context of Tomcat.
     */
    static boolean install(ServletContext container) {
        if (container.getAttribute(Globals.RESOURCES_ATTR) instanceof WebResourceRoot resources) {
            Context application = resources.getContext();
            Pipeline host = application.getParent().getPipeline();
            Valve valve = new RequestEndValve(application);
            host.addValve(valve);
            application.addLifecycleListener(event -> {
                if (Lifecycle.AFTER_STOP_EVENT.equals(event.getType())) {
                    host.removeValve(valve);
                }
            });
            return true;
        }
        return false;
    }

    @Override
    public void invoke(Request request, Response response) throws IOException, ServletException {
        if (request.getContext() != application || request.isAsync()) {
            getNext().invoke(request, response);
            return;
        }
        RequestTrace.announceEnd(request);
        try {
            getNext().invoke(request, response);
        } finally {
            if (!request.isAsync()) {
                endQuietly(request);
            }
        }
    }

    private static void endQuietly(Request request) {
        try {
            RequestTrace.end(request);
        } catch (Throwable ours) {
            Faults.shared().record("servlet.valve", ours);
        }
    }
}
