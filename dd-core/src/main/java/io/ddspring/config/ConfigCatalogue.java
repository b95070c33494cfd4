/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URL;
import java.net.URLConnection;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Every setting that the modules on the class path know, by name. The constants themselves stay unloaded until they are
 * asked for, so a setting of an unused feature costs one line of text. Each module lists its own in a resource that its
 * build generates from the constants. Immutable and thread-safe.
 */
public final class ConfigCatalogue {
    /** Resource with one line per setting: name, other names, form, class and field of the constant, separated by tabs. */
    public static final String RESOURCE = "META-INF/ddspring/config-keys.tsv";

    private final List<Entry> entries;
    private final Map<String, Entry> byUniform = new LinkedHashMap<>();
    private final ClassLoader loader;

    private ConfigCatalogue(List<Entry> entries, ClassLoader loader) {
        this.entries = List.copyOf(entries);
        this.loader = loader;
        for (Entry entry : entries) {
            for (String uniform : entry.uniformNames()) {
                byUniform.putIfAbsent(uniform, entry);
            }
        }
    }

    /** The settings of this library's modules. */
    public static ConfigCatalogue shared() {
        return Shared.CATALOGUE;
    }

    /** The settings of the modules that {@code loader} sees. */
    static ConfigCatalogue load(ClassLoader loader) {
        List<Entry> entries = new ArrayList<>();
        try {
            for (URL resource : Collections.list(loader.getResources(RESOURCE))) {
                URLConnection connection = resource.openConnection();
                // A cached jar stays open for the life of the process, which keeps others from replacing it.
                connection.setUseCaches(false);
                try (BufferedReader lines = new BufferedReader(
                        new InputStreamReader(connection.getInputStream(), StandardCharsets.UTF_8))) {
                    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                        entries.add(Entry.parse(line));
                    }
                }
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        return new ConfigCatalogue(entries, loader);
    }

    /** Canonical names, ordered as in the modules. */
    public List<String> names() {
        return entries.stream().map(Entry::name).toList();
    }

    /**
     * All constants, which loads the classes of features that are not used. A constant whose class cannot be loaded is left
     * out: its feature is not there.
     */
    public List<ConfigKey<?>> keys() {
        List<ConfigKey<?>> keys = new ArrayList<>(entries.size());
        for (Entry entry : entries) {
            ConfigKey<?> key = entry.load(loader);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /**
     * The constants that {@code names} set, whichever way these are spelled. A constant whose class cannot be loaded is
     * left out: its feature is not there.
     */
    public Set<ConfigKey<?>> keysOf(Collection<String> names) {
        Set<ConfigKey<?>> keys = new LinkedHashSet<>();
        for (String name : names) {
            Entry entry = find(name);
            ConfigKey<?> key = entry == null ? null : entry.load(loader);
            if (key != null) {
                keys.add(key);
            }
        }
        return keys;
    }

    /** Whether {@code name} is a setting, or an entry of one, in any spelling. */
    public boolean knows(String name) {
        return find(name) != null;
    }

    private @Nullable Entry find(String name) {
        Entry whole = byUniform.get(UniformName.of(name));
        if (whole != null) {
            return whole;
        }
        for (Entry entry : entries) {
            if (entry.hasEntry(name)) {
                return entry;
            }
        }
        return null;
    }

    /** One line of the resource. */
    private record Entry(
            String name, List<String> uniformNames, ConfigType.Form form, String constantClass, String field) {
        static Entry parse(String line) {
            String[] columns = line.split("\t", -1);
            List<String> uniformNames = new ArrayList<>();
            uniformNames.add(UniformName.of(columns[0]));
            for (String other : columns[1].split(",", -1)) {
                if (!other.isEmpty()) {
                    uniformNames.add(UniformName.of(other));
                }
            }
            return new Entry(columns[0], uniformNames, ConfigType.Form.valueOf(columns[2]), columns[3], columns[4]);
        }

        boolean hasEntry(String name) {
            if (form == ConfigType.Form.LIST || form == ConfigType.Form.MAP) {
                for (String uniform : uniformNames) {
                    if (!UniformName.entryOf(uniform, name).isEmpty()) {
                        return true;
                    }
                }
            }
            return false;
        }

        @Nullable
        ConfigKey<?> load(ClassLoader loader) {
            try {
                var constant = Class.forName(constantClass, true, loader).getDeclaredField(field);
                constant.setAccessible(true);
                return (ConfigKey<?>) constant.get(null);
            } catch (ReflectiveOperationException | LinkageError absent) {
                return null;
            }
        }
    }

    private static final class Shared {
        static final ConfigCatalogue CATALOGUE = load(loader());

        private static ClassLoader loader() {
            ClassLoader own = ConfigCatalogue.class.getClassLoader();
            return own == null ? ClassLoader.getSystemClassLoader() : own;
        }
    }
}
