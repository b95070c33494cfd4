/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.Configuration;
import io.ddspring.metrics.Fatal;
import io.ddspring.metrics.Faults;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.event.ApplicationEnvironmentPreparedEvent;
import org.springframework.boot.context.event.ApplicationPreparedEvent;
import org.springframework.boot.context.event.SpringApplicationEvent;
import org.springframework.context.ApplicationListener;
import org.springframework.core.Ordered;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * Prepares the environment before the application's context exists: gives every official name of a setting the form that
 * Spring's conditions understand, and adds defaults for log lines. It runs after the configuration files are read and
 * before the logging system starts, so what it has to say is logged later.
 */
final class DdEnvironmentListener implements ApplicationListener<SpringApplicationEvent>, Ordered {
    private static final Logger LOG = LoggerFactory.getLogger(DdEnvironmentListener.class);

    /** Configuration files are read at 10 after the highest precedence, logging starts at 20. */
    private static final int BETWEEN_FILES_AND_LOGGING = HIGHEST_PRECEDENCE + 15;

    /** Spring Cloud's preliminary context, whose settings the real one sees as well. */
    private static final String BOOTSTRAP = "bootstrap";

    private final List<Runnable> deferred = new ArrayList<>();

    @Override
    public int getOrder() {
        return BETWEEN_FILES_AND_LOGGING;
    }

    @Override
    public void onApplicationEvent(SpringApplicationEvent event) {
        if (event instanceof ApplicationEnvironmentPreparedEvent prepared) {
            Class<?> mainClass = prepared.getSpringApplication().getMainApplicationClass();
            prepareQuietly(prepared.getEnvironment(), mainClass == null ? "" : mainClass.getName());
        } else if (event instanceof ApplicationPreparedEvent prepared) {
            ConfigurableEnvironment environment =
                    prepared.getApplicationContext().getEnvironment();
            moveDefaultsToEnd(environment);
            prepared.getApplicationContext().addBeanFactoryPostProcessor(beans -> moveDefaultsToEnd(environment));
            deferred.forEach(Runnable::run);
            deferred.clear();
        }
    }

    private void prepareQuietly(ConfigurableEnvironment environment, String mainClass) {
        try {
            if (!environment.getPropertySources().contains(BOOTSTRAP)) {
                prepare(environment, mainClass);
            }
        } catch (InvalidConfigurationException asked) {
            throw asked;
        } catch (Throwable failure) {
            Fatal.rethrowIfFatal(failure);
            deferred.add(() -> Faults.shared().record("environment", failure));
        }
    }

    private void prepare(ConfigurableEnvironment environment, String mainClass) {
        Consumer<String> warnings = message -> deferred.add(() -> LOG.warn("{}", message));
        StableConfigSource.addTo(environment, warnings);
        LibraryDefaults defaults = LibraryDefaults.addTo(
                environment, new LibraryDefaults.Launch(mainClass, ServletContainers.isSharedBy(environment)));
        Configuration configuration = EnvironmentConfiguration.read(environment, warnings);
        AliasPropertySource.addTo(environment, EnvironmentConfiguration.keysSetIn(EnvironmentLayers.of(environment)));
        for (Map.Entry<String, Object> property :
                DefaultProperties.of(configuration).entrySet()) {
            if (!environment.containsProperty(property.getKey())) {
                defaults.getSource().put(property.getKey(), property.getValue());
            }
        }
    }

    /**
     * Sources that the application adds later come last, and win over defaults all the same. Its own defaults are among
     * these: Spring Boot puts them at the end when the environment is prepared.
     */
    private static void moveDefaultsToEnd(ConfigurableEnvironment environment) {
        StableConfigSource.moveLocalToEnd(environment.getPropertySources());
        LibraryDefaults defaults = LibraryDefaults.of(environment);
        if (defaults != null) {
            environment.getPropertySources().remove(LibraryDefaults.NAME);
            environment.getPropertySources().addLast(defaults);
        }
    }
}
