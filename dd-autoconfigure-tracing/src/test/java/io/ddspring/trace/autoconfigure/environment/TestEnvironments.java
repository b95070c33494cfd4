/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import java.util.Map;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** Environments whose system properties and environment variables are given by the test. */
final class TestEnvironments {
    private TestEnvironments() {}

    static ConfigurableEnvironment of(Map<String, String> systemProperties, Map<String, String> variables) {
        StandardEnvironment environment = new StandardEnvironment();
        use(environment, systemProperties, variables);
        return environment;
    }

    static void use(
            ConfigurableEnvironment environment, Map<String, String> systemProperties, Map<String, String> variables) {
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                        new MapPropertySource(
                                StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME,
                                Map.copyOf(systemProperties)));
        environment
                .getPropertySources()
                .replace(
                        StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME,
                        new SystemEnvironmentPropertySource(
                                StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, Map.copyOf(variables)));
    }
}
