/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import org.jspecify.annotations.Nullable;

/** Where settings come from. Thread-safe; answers from memory. */
public interface ConfigSource {
    /** The text of {@code key} in this source, or null when it has none. */
    @Nullable
    ConfigText find(ConfigKey<?> key);
}
