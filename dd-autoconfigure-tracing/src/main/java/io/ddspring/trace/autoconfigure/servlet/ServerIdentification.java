/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.agent.ProcessTags;
import io.ddspring.metrics.Faults;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Notes which server runs the application among the tags of the process. */
final class ServerIdentification implements ServletContextListener {
    /** The product's name without its maker, as in {@code Apache Tomcat/11.0.22} and {@code jetty/12.1.0}. */
    private static final Pattern PRODUCT = Pattern.compile("(?:Apache )?([A-Za-z]+)");

    private final ProcessTags tags;

    ServerIdentification(ProcessTags tags) {
        this.tags = tags;
    }

    @Override
    public void contextInitialized(ServletContextEvent event) {
        try {
            String server = event.getServletContext().getServerInfo();
            Matcher product = PRODUCT.matcher(server == null ? "" : server);
            if (product.lookingAt()) {
                tags.putServer(product.group(1).toLowerCase(Locale.ROOT));
            }
        } catch (Throwable failure) {
            Faults.shared().record("servlet.server", failure);
        }
    }
}
