/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a file on the host says for one process. Immutable. Its {@link #toString()} does not show the settings, which may
 * be secrets.
 *
 * @param id identity of the file's contents, given by whoever wrote it; empty when not
 * @param settings by name, in the order of the file; empty when it says nothing or cannot be used
 * @param problem why the file cannot be used, for people and without its contents; empty when it can
 */
public record StableConfig(String id, Map<String, Setting> settings, String problem) {
    /** Says nothing. */
    public static final StableConfig NONE = new StableConfig("", Map.of(), "");

    /**
     * One setting.
     *
     * @param text its value, with templates filled in
     * @param line where it stands in the file, counted from 1
     */
    public record Setting(String text, int line) {
        @Override
        public String toString() {
            return "line " + line;
        }
    }

    /** Copies the settings, keeping their order. */
    public StableConfig {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    static StableConfig unusable(String problem) {
        return new StableConfig("", Map.of(), problem);
    }
}
