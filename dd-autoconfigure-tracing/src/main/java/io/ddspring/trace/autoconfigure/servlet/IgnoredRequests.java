/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.trace.http.HttpServerSettings;
import io.ddspring.trace.http.UrlText;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.core.env.Environment;

/** Tells the requests that must leave no trace at all, not even of what is done for them. Thread-safe. */
final class IgnoredRequests {
    private final HttpServerSettings settings;
    private final boolean all;
    private final String actuatorPath;

    private IgnoredRequests(HttpServerSettings settings, boolean all, String actuatorPath) {
        this.settings = settings;
        this.all = all;
        this.actuatorPath = actuatorPath;
    }

    /** Those of the application: configured paths, and the actuator's when it shares the application's port. */
    static IgnoredRequests ofApplication(HttpServerSettings settings, Environment environment) {
        return new IgnoredRequests(settings, false, settings.traceActuator() ? "" : actuatorPath(environment));
    }

    /** Those of a management port: configured paths, or all. */
    static IgnoredRequests ofManagementPort(HttpServerSettings settings) {
        return new IgnoredRequests(settings, !settings.traceActuator(), "");
    }

    boolean test(HttpServletRequest request) {
        return all || isActuator(request) || settings.ignoredPaths().matches(UrlText.decode(request.getRequestURI()));
    }

    private boolean isActuator(HttpServletRequest request) {
        if (actuatorPath.isEmpty()) {
            return false;
        }
        String uri = request.getRequestURI();
        int start = request.getContextPath().length();
        int end = start + actuatorPath.length();
        return uri.startsWith(actuatorPath, start) && (uri.length() == end || uri.charAt(end) == '/');
    }

    /** Path of the endpoints below the context path; empty when they have none of their own. */
    private static String actuatorPath(Environment environment) {
        String base = environment.getProperty("management.endpoints.web.base-path", "/actuator");
        String path = slashed(environment.getProperty("spring.mvc.servlet.path", "")) + slashed(base);
        return slashed(base).isEmpty() ? "" : path;
    }

    private static String slashed(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.isEmpty() || bare.startsWith("/") ? bare : "/" + bare;
    }
}
