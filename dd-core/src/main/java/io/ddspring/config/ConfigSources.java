/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The sources of settings that need no framework, and how several become one. */
public final class ConfigSources {
    private ConfigSources() {}

    /** The settings among {@code variables}, which are the environment variables of a process. */
    public static ConfigSource environment(Map<String, String> variables) {
        return of(new Texts(
                variables.keySet(), variables::get, ConfigOrigin.ENVIRONMENT, ConfigSources::environmentVariable));
    }

    /** The settings among {@code properties}, which are the system properties of a process. */
    public static ConfigSource systemProperties(Properties properties) {
        return of(new Texts(
                properties.stringPropertyNames(),
                properties::getProperty,
                ConfigOrigin.SYSTEM_PROPERTY,
                ConfigSources::systemProperty));
    }

    /**
     * The settings among {@code texts}.
     *
     * @param place where they come from, for people
     */
    public static ConfigSource texts(Map<String, String> texts, ConfigOrigin origin, String place) {
        return of(new Texts(texts.keySet(), texts::get, origin, name -> name + " of " + place));
    }

    /** The settings of one layer, found under any spelling of their names. */
    public static ConfigSource of(ConfigLayer layer) {
        return new LayerSource(layer);
    }

    /**
     * One source of several. The first that has a text wins; pairs of a map are united, and of those with the same name
     * the first wins.
     */
    public static ConfigSource chain(List<? extends ConfigSource> byPrecedence) {
        return new ChainedSource(List.copyOf(byPrecedence));
    }

    /**
     * {@code explicit} completed by what follows from it: service, env and version in the tags, and OpenTelemetry's
     * settings. What is explicit wins.
     *
     * @param calculatedService name of the service when nobody chose one, or null
     */
    public static ConfigSource withDerived(ConfigSource explicit, @Nullable ConfigText calculatedService) {
        return withDerived(explicit, List.of(), calculatedService);
    }

    /**
     * {@code explicit} completed by what follows from it and by {@code last}. OpenTelemetry's settings win over
     * {@code last}, of which the first source that has a text wins; tags and {@code calculatedService} do not.
     *
     * @param calculatedService name of the service when nobody chose one, or null
     */
    public static ConfigSource withDerived(
            ConfigSource explicit, List<? extends ConfigSource> last, @Nullable ConfigText calculatedService) {
        List<ConfigSource> sources = new ArrayList<>();
        sources.add(explicit);
        sources.add(new OtelSource(explicit));
        sources.addAll(last);
        List<ConfigSource> set = new ArrayList<>(last);
        set.add(0, explicit);
        sources.add(new TagSource(last.isEmpty() ? explicit : chain(set), calculatedService));
        return chain(sources);
    }

    /** How the place of an environment variable is told to people. */
    public static String environmentVariable(String name) {
        return "environment variable " + name;
    }

    /** How the place of a system property is told to people. */
    public static String systemProperty(String name) {
        return "system property " + name;
    }

    private record Texts(
            Collection<String> names,
            Function<String, @Nullable String> texts,
            ConfigOrigin origin,
            Function<String, String> location)
            implements ConfigLayer {
        @Override
        public @Nullable ConfigText find(String name) {
            String text = texts.apply(name);
            return text == null ? null : new ConfigText(text, origin, location.apply(name));
        }
    }
}
