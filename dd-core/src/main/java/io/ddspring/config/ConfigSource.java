/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Where settings come from. Thread-safe; answers from memory. */
public interface ConfigSource {
    /** The text of {@code key} in this source, or null when it has none. */
    @Nullable
    ConfigText find(ConfigKey<?> key);

    /** The texts of {@code key} in all parts of this source, the one that matters least first. */
    default List<ConfigText> findAll(ConfigKey<?> key) {
        ConfigText found = find(key);
        return found == null ? List.of() : List.of(found);
    }
}
