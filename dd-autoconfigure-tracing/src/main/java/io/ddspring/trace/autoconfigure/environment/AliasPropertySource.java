/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSource;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigText;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.MutablePropertySources;
import org.springframework.core.env.PropertySource;

/**
 * The library's settings of one property source under their canonical names, in the form that Spring's conditions and
 * binder understand. It stands right before that source, so precedence does not change.
 */
final class AliasPropertySource extends MapPropertySource {
    private static final String PREFIX = "ddAliasesOf:";
    private static final Pattern PLAIN_ENTRY = Pattern.compile("[a-z0-9][a-z0-9-]*");

    private AliasPropertySource(PropertySource<?> aliased, Map<String, Object> values) {
        super(nameFor(aliased), values);
    }

    /** Name of the source with the aliases of {@code aliased}. */
    static String nameFor(PropertySource<?> aliased) {
        return PREFIX + aliased.getName();
    }

    /** Puts the aliases of {@code keys} before each source that needs some, in place of those of an earlier call. */
    static void addTo(ConfigurableEnvironment environment, Set<ConfigKey<?>> keys) {
        MutablePropertySources sources = environment.getPropertySources();
        List<PropertySource<?>> earlier = new ArrayList<>();
        for (PropertySource<?> source : sources) {
            if (source instanceof AliasPropertySource) {
                earlier.add(source);
            }
        }
        for (PropertySource<?> source : earlier) {
            sources.remove(source.getName());
        }
        if (!keys.isEmpty()) {
            add(sources, keys, EnvironmentLayers.of(environment));
        }
    }

    private static void add(MutablePropertySources sources, Set<ConfigKey<?>> keys, List<PropertySourceLayer> layers) {
        Map<PropertySource<?>, Map<String, Object>> bySource = new LinkedHashMap<>();
        for (PropertySourceLayer layer : layers) {
            Map<String, Object> values = bySource.get(layer.position());
            if (values == null) {
                values = new LinkedHashMap<>();
                bySource.put(layer.position(), values);
            }
            addAliases(layer, keys, values);
        }
        for (Map.Entry<PropertySource<?>, Map<String, Object>> aliased : bySource.entrySet()) {
            if (!aliased.getValue().isEmpty()) {
                sources.addBefore(
                        aliased.getKey().getName(), new AliasPropertySource(aliased.getKey(), aliased.getValue()));
            }
        }
    }

    private static void addAliases(PropertySourceLayer layer, Set<ConfigKey<?>> keys, Map<String, Object> values) {
        ConfigSource texts = ConfigSources.of(layer);
        // Problems are reported by those who use the values.
        Configuration configuration = new Configuration(texts, problem -> {});
        for (ConfigKey<?> key : keys) {
            ConfigText found = texts.find(key);
            if (found != null && found.entries().isEmpty()) {
                for (Map.Entry<String, String> alias :
                        aliases(key, configuration.value(key)).entrySet()) {
                    if (!alias.getValue().equals(String.valueOf(layer.position().getProperty(alias.getKey())))) {
                        values.putIfAbsent(alias.getKey(), alias.getValue());
                    }
                }
            }
        }
    }

    private static Map<String, String> aliases(ConfigKey<?> key, ConfigValue<?> value) {
        if (value.value() instanceof Map<?, ?> pairs) {
            Map<String, String> entries = new HashMap<>();
            for (Map.Entry<?, ?> pair : pairs.entrySet()) {
                entries.put(entryName(key, String.valueOf(pair.getKey())), String.valueOf(pair.getValue()));
            }
            return entries;
        }
        // Spring's conditions read texts: what is not allowed has to look like what is used instead.
        return value.origin() == ConfigOrigin.DEFAULT && !(value.value() instanceof Boolean)
                ? Map.of()
                : Map.of(key.name(), textOf(key, value));
    }

    @SuppressWarnings("unchecked") // a value comes from its own key
    private static <T> String textOf(ConfigKey<T> key, ConfigValue<?> value) {
        return key.type().text((T) value.value());
    }

    private static String entryName(ConfigKey<?> key, String entry) {
        return PLAIN_ENTRY.matcher(entry).matches() ? key.name() + "." + entry : key.name() + "[" + entry + "]";
    }
}
