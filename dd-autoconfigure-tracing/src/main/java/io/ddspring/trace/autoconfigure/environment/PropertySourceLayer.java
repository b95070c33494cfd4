/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigLayer;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigText;
import io.ddspring.config.UniformName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/** The texts of one property source, with placeholders resolved, and the line of the file they stand in. */
final class PropertySourceLayer implements ConfigLayer {
    private final PropertySource<?> position;
    private final PropertySource<?> source;
    private final Environment environment;
    private final List<String> names;
    private final boolean namesKnown;

    /** @param position the source of the environment that {@code source} is, or is part of */
    PropertySourceLayer(PropertySource<?> position, PropertySource<?> source, Environment environment) {
        this.position = position;
        this.source = source;
        this.environment = environment;
        String[] all = namesOf(source);
        this.namesKnown = all != null;
        this.names = new ArrayList<>();
        for (String name : all == null ? new String[0] : all) {
            if (UniformName.isOurs(name)) {
                names.add(name);
            }
        }
    }

    /** Whether it can be told that none of the library's settings are in it. */
    boolean isKnownToBeEmpty() {
        return namesKnown && names.isEmpty();
    }

    /** Whether even OpenTelemetry's settings win over those of this source. */
    boolean isLast() {
        return source.getName().equals(StableConfigSource.LOCAL);
    }

    PropertySource<?> position() {
        return position;
    }

    @Override
    public Collection<String> names() {
        return names;
    }

    @Override
    public @Nullable ConfigText find(String name) {
        if (source instanceof StableConfigSource file) {
            return file.find(name);
        }
        Object raw = source.getProperty(name);
        if (raw == null) {
            return null;
        }
        String text = raw.toString();
        return new ConfigText(
                text.contains("${") ? environment.resolvePlaceholders(text) : text, origin(), location(name));
    }

    private ConfigOrigin origin() {
        if (source instanceof SystemEnvironmentPropertySource) {
            return ConfigOrigin.ENVIRONMENT;
        }
        return isSystemProperties() ? ConfigOrigin.SYSTEM_PROPERTY : ConfigOrigin.APPLICATION_FILE;
    }

    private String location(String name) {
        if (source instanceof SystemEnvironmentPropertySource) {
            return ConfigSources.environmentVariable(name);
        }
        if (isSystemProperties()) {
            return ConfigSources.systemProperty(name);
        }
        Origin origin = OriginLookup.getOrigin(source, name);
        if (origin instanceof TextResourceOrigin text && text.getResource() != null && text.getLocation() != null) {
            return text.getResource().getDescription() + ":"
                    + (text.getLocation().getLine() + 1);
        }
        return name + " of " + (origin == null ? source.getName() : origin);
    }

    private boolean isSystemProperties() {
        return source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME);
    }

    private static String @Nullable [] namesOf(PropertySource<?> source) {
        try {
            return source instanceof EnumerablePropertySource<?> enumerable ? enumerable.getPropertyNames() : null;
        } catch (RuntimeException cannotTell) {
            // A composite source refuses to list names when one of its parts cannot.
            return null;
        }
    }
}
