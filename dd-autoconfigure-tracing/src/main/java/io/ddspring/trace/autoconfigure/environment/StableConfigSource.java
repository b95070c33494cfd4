/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigText;
import io.ddspring.config.UniformName;
import io.ddspring.config.stable.RunningProcess;
import io.ddspring.config.stable.StableConfig;
import io.ddspring.config.stable.StableConfig.Setting;
import io.ddspring.config.stable.StableConfigFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * The library's settings in a file on the host. That of a fleet wins over environment variables but not over system
 * properties, that of the operator wins over defaults only.
 */
final class StableConfigSource extends EnumerablePropertySource<StableConfig> {
    static final String FLEET = "ddFleetStableConfig";
    static final String LOCAL = "ddLocalStableConfig";

    /** System properties with which tests put other files in place of the host's; nothing else reads them. */
    static final String FLEET_FILE_PROPERTY = "ddspring.stable-config.fleet-file";

    static final String LOCAL_FILE_PROPERTY = "ddspring.stable-config.local-file";

    private static final String FLEET_FILE =
            "/etc/datadog-agent/managed/datadog-agent/stable/application_monitoring.yaml";
    private static final String LOCAL_FILE = "/etc/datadog-agent/application_monitoring.yaml";

    /** Settings of other libraries are not ours to give, and OpenTelemetry's are read from the process itself. */
    private static final String OWN_PREFIX = "dd";

    private final Path file;
    private final ConfigOrigin origin;

    private StableConfigSource(String name, Path file, ConfigOrigin origin, StableConfig config) {
        super(name, config);
        this.file = file;
        this.origin = origin;
    }

    /**
     * Adds what the host's files say to {@code environment}, unless that was done before.
     *
     * @param problems told once about each file that cannot be used
     */
    static void addTo(ConfigurableEnvironment environment, Consumer<String> problems) {
        MutablePropertySources sources = environment.getPropertySources();
        if (!sources.contains(FLEET)) {
            Path file = Path.of(System.getProperty(FLEET_FILE_PROPERTY, FLEET_FILE));
            StableConfigSource fleet = read(FLEET, file, ConfigOrigin.FLEET_STABLE_CONFIG, environment, problems);
            if (fleet != null && sources.contains(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
                sources.addAfter(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME, fleet);
            } else if (fleet != null) {
                sources.addFirst(fleet);
            }
        }
        if (!sources.contains(LOCAL)) {
            Path file = Path.of(System.getProperty(LOCAL_FILE_PROPERTY, LOCAL_FILE));
            StableConfigSource local = read(LOCAL, file, ConfigOrigin.LOCAL_STABLE_CONFIG, environment, problems);
            if (local != null) {
                sources.addLast(local);
            }
        }
    }

    /** Puts that of the operator behind all others, as sources may have been added since. */
    static void moveLocalToEnd(MutablePropertySources sources) {
        PropertySource<?> local = sources.get(LOCAL);
        if (local != null) {
            PropertySource<?> aliases = sources.get(AliasPropertySource.nameFor(local));
            if (aliases != null) {
                sources.addLast(aliases);
            }
            sources.addLast(local);
        }
    }

    private static @Nullable StableConfigSource read(
            String name,
            Path file,
            ConfigOrigin origin,
            ConfigurableEnvironment environment,
            Consumer<String> problems) {
        // Asked here as well: most hosts have no such file, and what reads it need not be there then.
        if (!Files.isRegularFile(file)) {
            return null;
        }
        StableConfig config = StableConfigFile.read(
                file, new RunningProcess(environment.getSystemEnvironment(), environment.getSystemProperties()));
        if (!config.problem().isEmpty()) {
            problems.accept(file + " is ignored: " + config.problem());
        }
        return new StableConfigSource(name, file, origin, config);
    }

    Path file() {
        return file;
    }

    ConfigOrigin origin() {
        return origin;
    }

    /** Identity of the file's contents; empty when it has none. */
    String id() {
        return getSource().id();
    }

    /** Why the file cannot be used; empty when it can. */
    String problem() {
        return getSource().problem();
    }

    @Override
    public String[] getPropertyNames() {
        return getSource().settings().keySet().stream()
                .filter(StableConfigSource::isOurs)
                .toArray(String[]::new);
    }

    @Override
    public @Nullable Object getProperty(String name) {
        Setting setting = isOurs(name) ? getSource().settings().get(name) : null;
        return setting == null ? null : setting.text();
    }

    /** The text under exactly {@code name}; null when there is none. */
    @Nullable
    ConfigText find(String name) {
        Setting setting = isOurs(name) ? getSource().settings().get(name) : null;
        return setting == null
                ? null
                : new ConfigText(
                        setting.text(),
                        Map.of(),
                        origin,
                        file + ":" + setting.line(),
                        origin == ConfigOrigin.FLEET_STABLE_CONFIG ? id() : "");
    }

    /** The files of {@code environment} that say something or should. */
    static List<StableConfigSource> in(ConfigurableEnvironment environment) {
        return environment.getPropertySources().stream()
                .filter(StableConfigSource.class::isInstance)
                .map(StableConfigSource.class::cast)
                .toList();
    }

    private static boolean isOurs(String name) {
        return UniformName.isOurs(name) && UniformName.of(name).startsWith(OWN_PREFIX);
    }
}
