/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.remoteconfig;

import io.ddspring.config.LiveConfiguration;
import io.ddspring.metrics.Faults;
import io.ddspring.trace.autoconfigure.environment.EnvironmentConfiguration;
import io.ddspring.trace.autoconfigure.environment.InvalidConfigurationException;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ApplicationEvent;
import org.springframework.context.event.GenericApplicationListener;
import org.springframework.core.ResolvableType;
import org.springframework.core.env.ConfigurableEnvironment;

/** Takes over what Spring Cloud has refreshed in the environment. Its events are known by name only. */
final class EnvironmentRefresh implements GenericApplicationListener {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentRefresh.class);
    private static final Set<String> EVENTS = Set.of(
            "org.springframework.cloud.context.environment.EnvironmentChangeEvent",
            "org.springframework.cloud.context.scope.refresh.RefreshScopeRefreshedEvent");

    private final LiveConfiguration settings;
    private final ConfigurableEnvironment environment;

    EnvironmentRefresh(LiveConfiguration settings, ConfigurableEnvironment environment) {
        this.settings = settings;
        this.environment = environment;
    }

    @Override
    public boolean supportsEventType(ResolvableType eventType) {
        return EVENTS.contains(eventType.toClass().getName());
    }

    @Override
    public void onApplicationEvent(ApplicationEvent event) {
        try {
            settings.refresh(EnvironmentConfiguration.read(environment));
        } catch (InvalidConfigurationException refused) {
            LOG.warn("The settings stay as they are: {}", refused.getMessage());
        } catch (Throwable failure) {
            Faults.shared().record("environment.refresh", failure);
        }
    }
}
