/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Several sources by precedence. */
record ChainedSource(List<ConfigSource> byPrecedence) implements ConfigSource {
    @Override
    public @Nullable ConfigText find(ConfigKey<?> key) {
        ConfigText result = null;
        for (ConfigSource source : byPrecedence) {
            ConfigText found = source.find(key);
            if (found != null && key.type().form() != ConfigType.Form.MAP) {
                return found;
            }
            result = unite(result, found);
        }
        return result;
    }

    @Override
    public List<ConfigText> findAll(ConfigKey<?> key) {
        List<ConfigText> found = new ArrayList<>();
        for (int i = byPrecedence.size() - 1; i >= 0; i--) {
            found.addAll(byPrecedence.get(i).findAll(key));
        }
        return found;
    }

    /** Pairs of both, those of {@code preferred} winning; origin and place are those of {@code preferred}. */
    static @Nullable ConfigText unite(@Nullable ConfigText preferred, @Nullable ConfigText other) {
        if (preferred == null || other == null) {
            return preferred == null ? other : preferred;
        }
        Map<String, String> pairs = new LinkedHashMap<>(ConfigType.pairs(other));
        pairs.putAll(ConfigType.pairs(preferred));
        return preferred.withEntries(pairs);
    }
}
