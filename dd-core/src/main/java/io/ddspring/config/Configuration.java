/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The settings of one tracer. Each key is read from its source once, at the first question, and answers the same from
 * then on. A text that is not allowed counts as absent, is kept as a {@linkplain #problems() problem} and is reported
 * once. Thread-safe.
 */
public final class Configuration {
    private static final Logger LOG = LoggerFactory.getLogger(Configuration.class);

    private final ConfigSource source;
    private final Consumer<ConfigProblem> onProblem;
    private final Map<ConfigKey<?>, ConfigValue<?>> values = new ConcurrentHashMap<>();
    private final Map<String, ConfigProblem> problems = new ConcurrentHashMap<>();

    /** Settings of {@code source}, which already unites all sources by precedence. Problems are logged at WARN. */
    public Configuration(ConfigSource source) {
        this(source, problem -> LOG.warn("{}", problem.message()));
    }

    /**
     * Settings of {@code source}.
     *
     * @param onProblem called with each problem when it is found, on the thread that asked for the key
     */
    public Configuration(ConfigSource source, Consumer<ConfigProblem> onProblem) {
        this.source = source;
        this.onProblem = onProblem;
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
    @SuppressWarnings("unchecked") // read() gives a value of the key's own type
    public <T> ConfigValue<T> value(ConfigKey<T> key) {
        ConfigValue<?> present = values.get(key);
        if (present == null) {
            ConfigValue<T> read = read(key);
            present = values.putIfAbsent(key, read);
            present = present == null ? read : present;
        }
        return (ConfigValue<T>) present;
    }

    /** What was found but is not allowed, among the keys asked for so far, ordered by key. */
    public List<ConfigProblem> problems() {
        return List.copyOf(new TreeMap<>(problems).values());
    }

    /** Every key asked for so far, ordered by name. */
    public List<ConfigKey<?>> keys() {
        return values.keySet().stream()
                .<ConfigKey<?>>map(key -> key)
                .sorted(Comparator.comparing(ConfigKey::name))
                .toList();
    }

    /**
     * What every kind of source says about {@code key} without secrets, the one that counts last; first its default, unless
     * that counts because what was found is not allowed. Does not make the key one that was asked for.
     */
    public List<ConfigEntry> history(ConfigKey<?> key) {
        return ConfigHistory.of(key, source);
    }

    /** The same as {@link #history}, of what is given under {@code oldName} of {@code key}, without its default. */
    public List<ConfigEntry> history(ConfigKey<?> key, String oldName) {
        return source.findAll(key.under(oldName)).isEmpty()
                ? List.of()
                : ConfigHistory.of(key.under(oldName), source).stream()
                        .filter(entry -> entry.origin() != ConfigOrigin.DEFAULT)
                        .toList();
    }

    /** Names of earlier versions that are in use, among the keys asked for so far, ordered by key. */
    public List<OldName> oldNames() {
        List<OldName> inUse = new ArrayList<>();
        for (ConfigKey<?> key : values.keySet()) {
            for (String oldName : key.oldNames()) {
                ConfigText found = source.find(key.under(oldName));
                if (found != null) {
                    inUse.add(new OldName(oldName, found.location(), key.name()));
                }
            }
        }
        if (inUse.size() > 1) {
            inUse.sort(Comparator.comparing(OldName::key));
        }
        return inUse;
    }

    /** The text that gave {@code key} its value, without secrets; that of its default when there is none. */
    public String foundText(ConfigKey<?> key) {
        ConfigText found = usedText(key);
        return Secrets.mask(key.name(), found == null ? key.defaultText() : found.text());
    }

    /** What gave {@code key} its value; null when that is its default. */
    @Nullable
    ConfigText usedText(ConfigKey<?> key) {
        value(key);
        return hasProblem(key) ? null : source.find(key);
    }

    /** Whether a text was found for {@code key}, which was asked for, that is not allowed. */
    boolean hasProblem(ConfigKey<?> key) {
        return problems.containsKey(key.name());
    }

    ConfigSource source() {
        return source;
    }

    /** The value of {@code key} as a text without secrets. */
    public <T> String shownText(ConfigKey<T> key) {
        return Secrets.masked(key, get(key));
    }

    /** Every key asked for so far with its value, ordered by name. */
    public Map<String, ConfigValue<?>> values() {
        Map<String, ConfigValue<?>> byName = new TreeMap<>();
        values.forEach((key, value) -> byName.put(key.name(), value));
        return byName;
    }

    private <T> ConfigValue<T> read(ConfigKey<T> key) {
        ConfigText found = source.find(key);
        if (found == null) {
            return defaultOf(key);
        }
        try {
            return new ConfigValue<>(key.type().parse(found), found.origin(), found.location());
        } catch (RuntimeException notAllowed) {
            ConfigProblem problem = ConfigProblem.of(key, found);
            if (problems.putIfAbsent(key.name(), problem) == null) {
                onProblem.accept(problem);
            }
            return defaultOf(key);
        }
    }

    private static <T> ConfigValue<T> defaultOf(ConfigKey<T> key) {
        return new ConfigValue<>(key.defaultValue(), ConfigOrigin.DEFAULT, "");
    }
}
