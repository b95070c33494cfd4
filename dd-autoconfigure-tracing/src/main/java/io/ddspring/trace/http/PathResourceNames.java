/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import io.ddspring.config.ConfigType;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Resource names that the user gives to paths: pairs of an Ant-style pattern and a name, of which the first whose
 * pattern matches decides. Immutable and thread-safe.
 */
public final class PathResourceNames {
    /** No path has a name. */
    public static final PathResourceNames NONE = new PathResourceNames(List.of());

    /** How a setting names paths. */
    public static final ConfigType<PathResourceNames> TYPE =
            ConfigType.of("pattern:name pairs separated by commas", PathResourceNames::parse);

    /** As a name, keeps the path as it is. */
    private static final String KEEP_PATH = "*";

    private final List<Entry> entries;

    private record Entry(AntPattern pattern, String name) {}

    private PathResourceNames(List<Entry> entries) {
        this.entries = entries;
    }

    /**
     * The names that {@code text} gives.
     *
     * @throws IllegalArgumentException when an item lacks its pattern or its name
     */
    public static PathResourceNames parse(String text) {
        List<Entry> entries = new ArrayList<>();
        for (String item : text.split(",", -1)) {
            String pair = item.trim();
            if (pair.isEmpty()) {
                continue;
            }
            int colon = pair.indexOf(':');
            if (colon <= 0 || colon == pair.length() - 1) {
                throw new IllegalArgumentException(pair);
            }
            entries.add(new Entry(
                    new AntPattern(pair.substring(0, colon).trim()),
                    pair.substring(colon + 1).trim()));
        }
        return entries.isEmpty() ? NONE : new PathResourceNames(List.copyOf(entries));
    }

    /** The name of {@code path}, which is what follows the method in the resource; null when it has none. */
    public @Nullable String nameOf(String path) {
        for (int i = 0; i < entries.size(); i++) {
            Entry entry = entries.get(i);
            if (entry.pattern().matches(path)) {
                return entry.name().equals(KEEP_PATH) ? path : entry.name();
            }
        }
        return null;
    }

    @Override
    public String toString() {
        return entries.toString();
    }
}
