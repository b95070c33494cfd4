/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.autoconfigure.environment;

import io.ddspring.config.ConfigKey;
import io.ddspring.config.ConfigOrigin;
import io.ddspring.config.ConfigSource;
import io.ddspring.config.ConfigSources;
import io.ddspring.config.ConfigText;
import io.ddspring.config.ConfigValue;
import io.ddspring.config.Configuration;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        super(PREFIX + aliased.getName(), values);
    }

    /** Puts the aliases of {@code keys} before each source that needs some, in place of those of an earlier call. */
    static void addTo(ConfigurableEnvironment environment, Set<ConfigKey<?>> keys) {
        MutablePropertySources sources = environment.getPropertySources();
        for (PropertySource<?> source : sources.stream().toList()) {
            if (source instanceof AliasPropertySource) {
                sources.remove(source.getName());
            }
        }
        Map<PropertySource<?>, Map<String, Object>> bySource = new LinkedHashMap<>();
        for (PropertySourceLayer layer : EnvironmentLayers.of(environment)) {
            Map<String, Object> values = bySource.computeIfAbsent(layer.position(), source -> new LinkedHashMap<>());
            ConfigSource texts = ConfigSources.of(layer);
            // Problems are reported by those who use the values.
            Configuration configuration = new Configuration(texts, problem -> {});
            for (ConfigKey<?> key : keys) {
                ConfigText found = texts.find(key);
                if (found != null && found.entries().isEmpty()) {
                    aliases(key, configuration.value(key)).forEach((name, value) -> {
                        if (!value.equals(String.valueOf(layer.position().getProperty(name)))) {
                            values.putIfAbsent(name, value);
                        }
                    });
                }
            }
        }
        bySource.forEach((source, values) -> {
            if (!values.isEmpty()) {
                sources.addBefore(source.getName(), new AliasPropertySource(source, values));
            }
        });
    }

    private static Map<String, String> aliases(ConfigKey<?> key, ConfigValue<?> value) {
        if (value.value() instanceof Map<?, ?> pairs) {
            Map<String, String> entries = new HashMap<>();
            pairs.forEach((entry, text) -> entries.put(entryName(key, String.valueOf(entry)), String.valueOf(text)));
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
