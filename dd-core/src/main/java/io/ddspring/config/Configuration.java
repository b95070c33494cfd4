/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one tracer. Each key is read from its source once, at the first question, and answers the same from
 * then on. A text that is not allowed counts as absent and is kept as a {@linkplain #problems() problem}. Thread-safe.
 */
public final class Configuration {
    private final ConfigSource source;
    private final Map<ConfigKey<?>, ConfigValue<?>> values = new ConcurrentHashMap<>();
    private final Map<String, ConfigProblem> problems = new ConcurrentHashMap<>();

    /** Settings of {@code source}, which already unites all sources by precedence. */
    public Configuration(ConfigSource source) {
        this.source = source;
    }

    /** The value of {@code key}; its default when it is not set or not valid. */
    public <T> T get(ConfigKey<T> key) {
        return value(key).value();
    }

    /** Whether {@code key} was set to a valid value. */
    public boolean isSet(ConfigKey<?> key) {
        return value(key).origin() != ConfigOrigin.DEFAULT;
    }

    /** The value of {@code key} with its origin. */
    @SuppressWarnings("unchecked") // read() stores a value of the key's own type under it
    public <T> ConfigValue<T> value(ConfigKey<T> key) {
        ConfigValue<?> present = values.get(key);
        if (present == null) {
            present = values.computeIfAbsent(key, this::read);
        }
        return (ConfigValue<T>) present;
    }

    /** What was found but is not allowed, among the keys asked for so far, ordered by key. */
    public List<ConfigProblem> problems() {
        return List.copyOf(new TreeMap<>(problems).values());
    }

    /** Every key asked for so far with its value, ordered by name. */
    public Map<String, ConfigValue<?>> values() {
        Map<String, ConfigValue<?>> byName = new TreeMap<>();
        values.forEach((key, value) -> byName.put(key.name(), value));
        return byName;
    }

    private <T> ConfigValue<T> read(ConfigKey<T> key) {
        @Nullable ConfigText found = source.find(key);
        if (found == null) {
            return new ConfigValue<>(key.defaultValue(), ConfigOrigin.DEFAULT, "");
        }
        try {
            return new ConfigValue<>(key.type().parse(found.text()), found.origin(), found.location());
        } catch (IllegalArgumentException | ArithmeticException notAllowed) {
            String used = String.valueOf(key.defaultValue());
            problems.put(
                    key.name(),
                    new ConfigProblem(
                            key.name(),
                            found.text(),
                            found.location(),
                            key.type().allowed(),
                            used));
            return new ConfigValue<>(key.defaultValue(), ConfigOrigin.DEFAULT, "");
        }
    }
}
