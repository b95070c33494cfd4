/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The text of a setting as it was found. Its {@link #toString()} does not show the text, which may be a secret.
 *
 * @param text not yet parsed
 * @param entries text of each entry when they were given one by one, as in {@code dd.tags.team: shop}, by the entry's
 *     name; empty otherwise
 * @param origin kind of the source, as it is reported to others
 * @param location where exactly, for people: an environment variable, a file with its line
 * @param configId identity of the configuration it belongs to, where such have one; empty otherwise
 */
public record ConfigText(
        String text, Map<String, String> entries, ConfigOrigin origin, String location, String configId) {
    /** Copies the entries, keeping their order. */
    public ConfigText {
        entries = Collections.unmodifiableMap(new LinkedHashMap<>(entries));
    }

    /** A text given as a whole. */
    public ConfigText(String text, ConfigOrigin origin, String location) {
        this(text, Map.of(), origin, location);
    }

    /** A text from a place whose configurations have no identity. */
    public ConfigText(String text, Map<String, String> entries, ConfigOrigin origin, String location) {
        this(text, entries, origin, location, "");
    }

    /** Another text from the same place. */
    ConfigText withText(String other) {
        return new ConfigText(other, Map.of(), origin, location, configId);
    }

    /** A text from the same place whose entries were given one by one. */
    ConfigText withEntries(Map<String, String> others) {
        return new ConfigText(ConfigType.pairsText(others), others, origin, location, configId);
    }

    @Override
    public String toString() {
        return "text of " + location;
    }
}
