/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Finds settings in one layer whichever way their names are spelled there. */
final class LayerSource implements ConfigSource {
    private static final Comparator<String> BY_NUMBER =
            Comparator.comparingInt(String::length).thenComparing(Comparator.naturalOrder());

    private final ConfigLayer layer;
    private final boolean namesUnknown;
    private final Map<String, String> nameByUniform = new HashMap<>();
    private final List<String> names = new ArrayList<>();

    LayerSource(ConfigLayer layer) {
        this.layer = layer;
        Collection<String> spelled = layer.names();
        for (String name : spelled) {
            if (UniformName.isOurs(name)) {
                nameByUniform.putIfAbsent(UniformName.of(name), name);
                names.add(name);
            }
        }
        this.namesUnknown = spelled.isEmpty();
    }

    @Override
    public @Nullable ConfigText find(ConfigKey<?> key) {
        if (namesUnknown) {
            return unlessBlank(key, layer.find(key.name()));
        }
        if (names.isEmpty()) {
            return null;
        }
        for (String uniform : key.uniformNames()) {
            ConfigText found = findSpelled(key, uniform);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    private @Nullable ConfigText findSpelled(ConfigKey<?> key, String uniform) {
        String name = nameByUniform.get(uniform);
        ConfigText whole = name == null ? null : unlessBlank(key, layer.find(name));
        return switch (key.type().form()) {
            case FLAG, TEXT, VALUE -> whole;
            case LIST -> whole != null ? whole : findEntries(uniform, true);
            case MAP -> ChainedSource.unite(findEntries(uniform, false), whole);
        };
    }

    /** @param numbered whether entries are numbers, so that a longer name may be another setting */
    private @Nullable ConfigText findEntries(String uniform, boolean numbered) {
        Map<String, String> entries = numbered ? new TreeMap<>(BY_NUMBER) : new LinkedHashMap<>();
        ConfigText first = null;
        for (String name : names) {
            String entry = UniformName.entryOf(uniform, name);
            ConfigText found = entry.isEmpty() || (numbered && !isNumber(entry)) ? null : layer.find(name);
            if (found != null) {
                first = first == null ? found : first;
                entries.putIfAbsent(entry, found.text());
            }
        }
        return first == null ? null : first.withEntries(entries);
    }

    private static boolean isNumber(String entry) {
        return entry.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static @Nullable ConfigText unlessBlank(ConfigKey<?> key, @Nullable ConfigText found) {
        return found != null && found.text().isBlank() && !key.takesBlank() ? null : found;
    }
}
