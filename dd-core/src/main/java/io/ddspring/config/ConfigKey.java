/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
    private final List<String> oldNames;
    private final List<String> uniformNames;

    private ConfigKey(String name, ConfigType<T> type, T defaultValue, String description, List<String> aliases) {
        this.name = name;
        this.type = type;
        this.defaultValue = defaultValue;
        this.description = description;
        this.aliases = aliases;
        this.oldNames = OldNames.of(name, aliases);
        this.uniformNames = new ArrayList<>(1 + aliases.size() + oldNames.size());
        uniformNames.add(UniformName.of(name));
        for (String alias : aliases) {
            uniformNames.add(UniformName.of(alias));
        }
        for (String oldName : oldNames) {
            uniformNames.add(UniformName.of(oldName));
        }
    }

    /**
     * Defines a key.
     *
     * @param name canonical name, for example {@code dd.trace.agent-url}; begins with {@code dd.} or {@code otel.}
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

    /**
     * A copy that is also found under other official names, in order of precedence after its own, in any spelling that
     * {@link UniformName} takes for the same. Names of earlier versions stand in {@link OldNames} instead.
     */
    public ConfigKey<T> alias(String... names) {
        return new ConfigKey<>(name, type, defaultValue, description, List.of(names));
    }

    public String name() {
        return name;
    }

    /**
     * Makes sure that {@code text} is allowed.
     *
     * @throws IllegalArgumentException when it is not, saying what is
     */
    public void check(ConfigText text) {
        try {
            type.parse(text);
        } catch (RuntimeException notAllowed) {
            throw new IllegalArgumentException("allowed is " + type.allowed(), notAllowed);
        }
    }

    public ConfigType<T> type() {
        return type;
    }

    public T defaultValue() {
        return defaultValue;
    }

    /** The text that would be read as the default. */
    public String defaultText() {
        return type.text(defaultValue);
    }

    public String description() {
        return description;
    }

    /** Other official names, for example {@code DD_LOGS_INJECTION_ENABLED}. */
    public List<String> aliases() {
        return aliases;
    }

    /** Names of earlier versions that still work, in the form of properties, for example {@code dd.service.name}. */
    public List<String> oldNames() {
        return oldNames;
    }

    /** Name of the environment variable, for example {@code DD_TRACE_AGENT_URL}. */
    public String environmentVariable() {
        return environmentVariable(name);
    }

    /** Name of the environment variable that goes with the property {@code name}. */
    public static String environmentVariable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** The same setting under {@code oldName} and nothing else. */
    ConfigKey<T> under(String oldName) {
        return new ConfigKey<>(oldName, type, defaultValue, description, List.of());
    }

    /** {@linkplain UniformName Uniform} form of its name, then of its aliases, then of its old names. */
    List<String> uniformNames() {
        return uniformNames;
    }

    /**
     * Whether a blank text says something. Deployment descriptors often set a variable to nothing when they mean to
     * leave it out, so that only counts where an empty value is allowed and is not what the default says anyway.
     */
    boolean takesBlank() {
        return type.allowsEmpty() && !defaultText().isEmpty();
    }

    @Override
    public String toString() {
        return name;
    }
}
