/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.List;
import java.util.Objects;

/**
 * One setting: its name, type, default and meaning. Keys are constants next to the code they steer. The environment
 * variable of {@code dd.x.y-z} is {@code DD_X_Y_Z}. Immutable and thread-safe.
 *
 * @param <T> type of the value; never null, an absent text is empty
 */
public final class ConfigKey<T> {
    private final String name;
    private final ConfigType<T> type;
    private final T defaultValue;
    private final String description;
    private final List<String> aliases;

    private ConfigKey(String name, ConfigType<T> type, T defaultValue, String description, List<String> aliases) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.description = description;
        this.aliases = aliases;
    }

    /**
     * Defines a key.
     *
     * @param name canonical name, for example {@code dd.trace.agent-url}
     * @param type how its text is read and what is allowed
     * @param defaultValue value when it is not set or not valid
     * @param description a sentence for the reference, in the style of Spring's configuration metadata
     */
    public static <T> ConfigKey<T> of(String name, ConfigType<T> type, T defaultValue, String description) {
        return new ConfigKey<>(
                Objects.requireNonNull(name, "name"),
                Objects.requireNonNull(type, "type"),
                Objects.requireNonNull(defaultValue, "defaultValue"),
                Objects.requireNonNull(description, "description"),
                List.of());
    }

    /** A copy that is also found under other official names, in order of precedence after its own. */
    public ConfigKey<T> alias(String... names) {
        return new ConfigKey<>(name, type, defaultValue, description, List.of(names));
    }

    public String name() {
        return name;
    }

    public ConfigType<T> type() {
        return type;
    }

    public T defaultValue() {
        return defaultValue;
    }

    public String description() {
        return description;
    }

    /** Other official names, for example {@code DD_SERVICE_NAME}. */
    public List<String> aliases() {
        return aliases;
    }

    @Override
    public String toString() {
        return name;
    }
}
