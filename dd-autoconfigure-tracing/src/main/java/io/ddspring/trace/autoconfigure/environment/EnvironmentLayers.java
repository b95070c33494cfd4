/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import java.util.ArrayList;
import java.util.List;
import org.springframework.core.env.CompositePropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;

/** The property sources of an environment that may hold settings of the library, by precedence. */
final class EnvironmentLayers {
    /** Spring Boot's view of the other sources under relaxed names. */
    private static final String VIEW_OF_THE_OTHERS = "configurationProperties";

    private EnvironmentLayers() {}

    static List<PropertySourceLayer> of(ConfigurableEnvironment environment) {
        List<PropertySourceLayer> layers = new ArrayList<>();
        for (PropertySource<?> source : environment.getPropertySources()) {
            add(source, source, environment, layers);
        }
        return layers;
    }

    private static void add(
            PropertySource<?> position,
            PropertySource<?> source,
            ConfigurableEnvironment environment,
            List<PropertySourceLayer> layers) {
        if (source instanceof CompositePropertySource composite) {
            for (PropertySource<?> part : composite.getPropertySources()) {
                add(position, part, environment, layers);
            }
        } else if (!isWithoutSettings(source)) {
            PropertySourceLayer layer = new PropertySourceLayer(position, source, environment);
            if (!layer.isKnownToBeEmpty()) {
                layers.add(layer);
            }
        }
    }

    private static boolean isWithoutSettings(PropertySource<?> source) {
        return source instanceof AliasPropertySource
                || source instanceof LibraryDefaults
                || source instanceof PropertySource.StubPropertySource
                || source.getName().equals(VIEW_OF_THE_OTHERS);
    }
}
