/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What all sources say about one setting, in the order in which one replaces the other. */
final class ConfigHistory<T> {
    private final ConfigKey<T> key;
    private final List<ConfigEntry> entries = new ArrayList<>();

    private ConfigHistory(ConfigKey<T> key) {
        this.key = key;
    }

    /**
     * One entry for each kind of origin as it is reported; the last one is what counts. With several of the same kind only
     * the one that matters most is told.
     */
    static <T> List<ConfigEntry> of(ConfigKey<T> key, ConfigSource source) {
        ConfigHistory<T> history = new ConfigHistory<>(key);
        ConfigEntry byDefault = new ConfigEntry(Secrets.masked(key, key.defaultValue()), ConfigOrigin.DEFAULT, "");
        history.add(byDefault);
        for (ConfigText found : source.findAll(key)) {
            history.add(new ConfigEntry(history.written(found), found.origin(), found.configId()));
        }
        ConfigText effective = source.find(key);
        if (effective != null && history.parsed(effective) == null) {
            history.add(byDefault);
        } else if (effective != null
                && !history.written(effective).equals(history.last().text())) {
            // Pairs of several sources are united.
            history.add(new ConfigEntry(history.written(effective), ConfigOrigin.CALCULATED, ""));
        }
        return List.copyOf(history.entries);
    }

    private void add(ConfigEntry entry) {
        entries.removeIf(
                earlier -> earlier.origin().reportedName().equals(entry.origin().reportedName()));
        entries.add(entry);
    }

    private ConfigEntry last() {
        return entries.get(entries.size() - 1);
    }

    private String written(ConfigText found) {
        T value = hasOneForm() ? parsed(found) : null;
        return value == null ? Secrets.mask(key.name(), found.text().trim()) : Secrets.masked(key, value);
    }

    private boolean hasOneForm() {
        T value = key.defaultValue();
        return value instanceof Boolean || value instanceof Number || value instanceof List || value instanceof Map;
    }

    private @Nullable T parsed(ConfigText found) {
        try {
            return key.type().parse(found);
        } catch (RuntimeException notAllowed) {
            return null;
        }
    }
}
