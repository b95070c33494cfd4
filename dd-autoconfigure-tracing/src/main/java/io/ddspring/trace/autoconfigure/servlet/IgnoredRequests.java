/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import io.ddspring.metrics.Faults;
import io.ddspring.trace.http.HttpServerSettings;
import io.ddspring.trace.http.UrlText;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.Supplier;
import org.springframework.core.env.Environment;
import org.springframework.util.function.SingletonSupplier;

/** Tells the requests that must leave no trace at all, not even of what is done for them. Thread-safe. */
final class IgnoredRequests {
    private final HttpServerSettings settings;
    private final boolean all;
    private final String servletPath;
    private final List<String> actuatorPaths;
    private final Supplier<List<String>> furtherPaths;

    private IgnoredRequests(
            HttpServerSettings settings,
            boolean all,
            String servletPath,
            List<String> actuatorPaths,
            Supplier<List<String>> furtherPaths) {
        this.settings = settings;
        this.all = all;
        this.servletPath = servletPath;
        this.actuatorPaths = actuatorPaths;
        this.furtherPaths = furtherPaths;
    }

    /** Those of the application: configured paths, and the actuator's when it shares the application's port. */
    static IgnoredRequests ofApplication(
            HttpServerSettings settings, Environment environment, ActuatorPaths actuatorPaths) {
        if (settings.traceActuator()) {
            return new IgnoredRequests(settings, false, "", List.of(), List::of);
        }
        String base = slashed(environment.getProperty("management.endpoints.web.base-path", "/actuator"));
        return new IgnoredRequests(
                settings,
                false,
                slashed(environment.getProperty("spring.mvc.servlet.path", "")),
                base.isEmpty() ? List.of() : List.of(base),
                SingletonSupplier.of(() -> askQuietly(actuatorPaths)));
    }

    /** Those of a management port: configured paths, or all. */
    static IgnoredRequests ofManagementPort(HttpServerSettings settings) {
        return new IgnoredRequests(settings, !settings.traceActuator(), "", List.of(), List::of);
    }

    boolean test(HttpServletRequest request) {
        if (all || settings.ignoredPaths().matches(UrlText.decode(request.getRequestURI()))) {
            return true;
        }
        return isBelowAny(actuatorPaths, request) || isBelowAny(furtherPaths.get(), request);
    }

    private boolean isBelowAny(List<String> paths, HttpServletRequest request) {
        for (int i = 0; i < paths.size(); i++) {
            if (isBelow(paths.get(i), request)) {
                return true;
            }
        }
        return false;
    }

    private boolean isBelow(String path, HttpServletRequest request) {
        String uri = request.getRequestURI();
        int start = request.getContextPath().length();
        int end = start + servletPath.length() + path.length();
        return uri.startsWith(servletPath, start)
                && uri.startsWith(path, start + servletPath.length())
                && (uri.length() == end || uri.charAt(end) == '/');
    }

    private static List<String> askQuietly(ActuatorPaths paths) {
        try {
            return paths.get();
        } catch (Throwable ours) {
            Faults.shared().record("servlet.actuator", ours);
            return List.of();
        }
    }

    private static String slashed(String path) {
        String bare = path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
        return bare.isEmpty() || bare.startsWith("/") ? bare : "/" + bare;
    }
}
