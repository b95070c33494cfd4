/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * A setting that was given under a name of earlier versions.
 *
 * @param name the old name, as a property
 * @param location where it was found
 * @param key the setting's name of today
 */
public record OldName(String name, String location, String key) {
    /** One sentence that names the old name, its place and the name of today. */
    public String message() {
        return ConfigKey.environmentVariable(name) + " (" + location + ") is an old name: use " + key + " or "
                + ConfigKey.environmentVariable(key);
    }
}
