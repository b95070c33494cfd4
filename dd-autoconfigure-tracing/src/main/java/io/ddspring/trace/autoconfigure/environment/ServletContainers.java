/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** Tells an application that brings its own server from one that was deployed into a servlet container. */
final class ServletContainers {
    private static final String CONTEXT_PARAMETERS = "servletContextInitParams";

    private ServletContainers() {}

    /**
     * Whether {@code environment} is that of a deployed application. To be asked before the context is built: only a
     * deployed application has a servlet context that early.
     */
    static boolean isSharedBy(ConfigurableEnvironment environment) {
        PropertySource<?> parameters = environment.getPropertySources().get(CONTEXT_PARAMETERS);
        return parameters != null && !(parameters instanceof PropertySource.StubPropertySource);
    }
}
