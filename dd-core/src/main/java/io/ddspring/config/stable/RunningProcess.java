/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What rules and templates of a file may ask about the process that reads it.
 *
 * @param environmentVariables by name; looked up when asked for, not copied
 * @param systemProperties by name; looked up when asked for, not copied
 */
public record RunningProcess(Map<String, ?> environmentVariables, Map<String, ?> systemProperties) {
    private static final String PROPERTY_ARGUMENT = "-D";

    /** The environment variable {@code name}, which is in upper case there; null when it is not set. */
    @Nullable
    String environmentVariable(String name) {
        return name.isEmpty() ? null : text(environmentVariables.get(name.toUpperCase(Locale.ROOT)));
    }

    /** The value of the argument {@code -Dname}; null when it is not set, and for arguments of another kind. */
    @Nullable
    String argument(String name) {
        return name.startsWith(PROPERTY_ARGUMENT) && name.length() > PROPERTY_ARGUMENT.length()
                ? text(systemProperties.get(name.substring(PROPERTY_ARGUMENT.length())))
                : null;
    }

    private static @Nullable String text(@Nullable Object value) {
        return value == null ? null : value.toString();
    }
}
