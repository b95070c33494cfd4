/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What rules and templates of a file may ask about the process that reads it.
 *
 * @param environmentVariables value of an environment variable, or null
 * @param systemProperties value of a system property, or null
 */
public record RunningProcess(
        Function<String, @Nullable String> environmentVariables, Function<String, @Nullable String> systemProperties) {
    private static final String PROPERTY_ARGUMENT = "-D";

    /** The environment variable {@code name}, which is in upper case there; null when it is not set. */
    @Nullable
    String environmentVariable(String name) {
        return name.isEmpty() ? null : environmentVariables.apply(name.toUpperCase(Locale.ROOT));
    }

    /** The value of the argument {@code -Dname}; null when it is not set, and for arguments of another kind. */
    @Nullable
    String argument(String name) {
        return name.startsWith(PROPERTY_ARGUMENT) && name.length() > PROPERTY_ARGUMENT.length()
                ? systemProperties.apply(name.substring(PROPERTY_ARGUMENT.length()))
                : null;
    }
}
