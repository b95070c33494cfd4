/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigCatalogue;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigProblem;
import io.ddspring.config.ConfigSource;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigText;
import io.ddspring.config.Configuration;
import io.ddspring.config.LaunchName;
import io.ddspring.config.OldName;
import io.ddspring.config.TracerKeys;
import io.ddspring.config.UniformName;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.env.ConfigurableEnvironment;

/** Reads the library's settings from Spring's environment. */
public final class EnvironmentConfiguration {
    private static final Logger LOG = LoggerFactory.getLogger(EnvironmentConfiguration.class);
    private static final String OWN_PREFIX = "dd";
    private static final String APPLICATION_NAME = "spring.application.name";

    private EnvironmentConfiguration() {}

    /**
     * The settings in {@code environment} as it is now. Every setting that is not valid or has an old name is logged at
     * WARN, once in the life of the environment.
     *
     * @throws InvalidConfigurationException when {@code dd.config.strict} is set and a setting is not valid
     */
    public static Configuration read(ConfigurableEnvironment environment) {
        return read(environment, message -> LOG.warn("{}", message));
    }

    /**
     * Names among those in {@code environment} that look like settings of the library but are none: mistyped, or not
     * supported.
     */
    public static Set<String> unknownNames(ConfigurableEnvironment environment) {
        Set<String> unknown = new TreeSet<>();
        for (PropertySourceLayer layer : EnvironmentLayers.of(environment)) {
            for (String name : layer.names()) {
                if (UniformName.of(name).startsWith(OWN_PREFIX)
                        && !ConfigCatalogue.shared().knows(name)) {
                    unknown.add(name);
                }
            }
        }
        return unknown;
    }

    /** The files on the host that were read for {@code environment}, by name with what is known about each. */
    public static Map<String, Map<String, String>> stableConfigFiles(ConfigurableEnvironment environment) {
        Map<String, Map<String, String>> files = new LinkedHashMap<>();
        for (StableConfigSource source : StableConfigSource.in(environment)) {
            Map<String, String> facts = new LinkedHashMap<>();
            facts.put("origin", source.origin().shownName());
            facts.put("config-id", source.id());
            facts.put("problem", source.problem());
            facts.values().removeIf(String::isEmpty);
            files.put(source.file().toString(), facts);
        }
        return files;
    }

    static Configuration read(ConfigurableEnvironment environment, Consumer<String> warnings) {
        List<PropertySourceLayer> layers = EnvironmentLayers.of(environment);
        LibraryDefaults defaults = LibraryDefaults.of(environment);
        Consumer<String> once = message -> {
            if (defaults == null || defaults.reportOnce(message)) {
                warnings.accept(message);
            }
        };
        Configuration configuration =
                new Configuration(source(layers, environment, defaults), problem -> once.accept(problem.message()));
        // Values of features that are not used, or not yet, are checked as well: a mistake shows at once.
        for (ConfigKey<?> key : keysSetIn(layers)) {
            configuration.value(key);
        }
        for (OldName oldName : configuration.oldNames()) {
            once.accept(oldName.message());
        }
        // Settings of OpenTelemetry may be meant for others.
        List<ConfigProblem> ours = configuration.problems().stream()
                .filter(problem -> UniformName.of(problem.key()).startsWith(OWN_PREFIX))
                .toList();
        if (configuration.get(TracerKeys.CONFIG_STRICT) && !ours.isEmpty()) {
            throw new InvalidConfigurationException(ours);
        }
        return configuration;
    }

    static Set<ConfigKey<?>> keysSetIn(Collection<PropertySourceLayer> layers) {
        List<String> names = new ArrayList<>();
        for (PropertySourceLayer layer : layers) {
            names.addAll(layer.names());
        }
        return names.isEmpty() ? Set.of() : ConfigCatalogue.shared().keysOf(names);
    }

    private static ConfigSource source(
            List<PropertySourceLayer> layers, ConfigurableEnvironment environment, @Nullable LibraryDefaults defaults) {
        LibraryDefaults.Launch launch = defaults == null ? LibraryDefaults.Launch.UNKNOWN : defaults.launch();
        List<ConfigSource> byPrecedence = new ArrayList<>();
        List<ConfigSource> last = new ArrayList<>();
        for (PropertySourceLayer layer : layers) {
            (layer.isLast() ? last : byPrecedence).add(ConfigSources.of(layer));
        }
        return ConfigSources.withDerived(
                ConfigSources.chain(byPrecedence), last, calculatedService(environment, launch));
    }

    private static @Nullable ConfigText calculatedService(
            ConfigurableEnvironment environment, LibraryDefaults.Launch launch) {
        String name = applicationName(environment);
        // Applications that share a container are told apart by their context paths instead.
        if (!name.isBlank() && !launch.inContainer()) {
            return new ConfigText(name, ConfigOrigin.CALCULATED, APPLICATION_NAME);
        }
        String launched = LaunchName.of(System.getProperty("sun.java.command", ""), launch.mainClass());
        ConfigOrigin origin = launch.inContainer() ? ConfigOrigin.DEFAULT : ConfigOrigin.CALCULATED;
        return launched.isEmpty() ? null : new ConfigText(launched, origin, "launch command");
    }

    private static String applicationName(ConfigurableEnvironment environment) {
        try {
            return environment.getProperty(APPLICATION_NAME, "");
        } catch (RuntimeException unresolvable) {
            // A name with a placeholder that means nothing; the application sees to that.
            return "";
        }
    }
}
