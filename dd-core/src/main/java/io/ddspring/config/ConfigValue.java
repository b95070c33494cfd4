/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * The value of a setting and where it came from. Its {@link #toString()} does not show the value, which may be a secret.
 *
 * @param location where exactly, for people; empty for a default
 */
public record ConfigValue<T>(T value, ConfigOrigin origin, String location) {
    @Override
    public String toString() {
        return location.isEmpty() ? origin.reportedName() : location;
    }
}
