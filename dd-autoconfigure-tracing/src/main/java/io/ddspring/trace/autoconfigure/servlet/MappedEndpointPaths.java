/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.servlet;

import java.util.ArrayList;
import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoint;
import org.springframework.boot.actuate.endpoint.web.PathMappedEndpoints;
import org.springframework.boot.actuate.endpoint.web.WebServerNamespace;
import org.springframework.core.env.Environment;

/**
 * Asks the actuator: health groups may have paths of their own, such as {@code /livez}, and with {@code /} as base path
 * endpoints stand beside the paths of the application. Asked once, by the first request, when all endpoints are known.
 */
final class MappedEndpointPaths implements ActuatorPaths {
    private final ObjectProvider<PathMappedEndpoints> endpoints;
    private final Environment environment;

    MappedEndpointPaths(ObjectProvider<PathMappedEndpoints> endpoints, Environment environment) {
        this.endpoints = endpoints;
        this.environment = environment;
    }

    @Override
    public List<String> get() {
        List<String> paths = new ArrayList<>();
        endpoints.ifAvailable(mapped -> {
            boolean besideApplication = mapped.getBasePath().isEmpty() && sharesPort();
            for (PathMappedEndpoint endpoint : mapped) {
                if (besideApplication) {
                    paths.add("/" + endpoint.getRootPath());
                }
                paths.addAll(endpoint.getAdditionalPaths(WebServerNamespace.SERVER));
            }
        });
        return List.copyOf(paths);
    }

    private boolean sharesPort() {
        String port = environment.getProperty("management.server.port");
        return port == null || (!port.equals("0") && port.equals(environment.getProperty("server.port", "8080")));
    }
}
