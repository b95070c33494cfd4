/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.metrics.Faults;
import jakarta.servlet.ServletContext;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.util.ClassUtils;

/** Has the container tell the ends of its requests, in the cheapest way it offers. */
final class RequestEnds implements ServletContextInitializer {
    private static final boolean TOMCAT =
            ClassUtils.isPresent("org.apache.catalina.valves.ValveBase", RequestEnds.class.getClassLoader());

    @Override
    public void onStartup(ServletContext container) {
        if (!toldByTomcat(container)) {
            container.addListener(new RequestEndListener());
        }
    }

    private static boolean toldByTomcat(ServletContext container) {
        try {
            return TOMCAT && RequestEndValve.install(container);
        } catch (Throwable ours) {
            Faults.shared().record("servlet.valve", ours);
            return false;
        }
    }
}
