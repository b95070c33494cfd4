/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config.stable;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A condition of a rule. One that names an unknown origin or operator, or lacks what its origin needs, is never met.
 *
 * @param origin what is asked about: {@code language}, {@code environment_variables}, {@code process_arguments};
 *     {@code tags} is never met
 * @param key which variable or argument
 * @param operator how it is compared, regardless of case
 * @param matches texts of which one has to fit
 */
record Selector(String origin, String key, String operator, List<String> matches) {
    private static final String LANGUAGE = "java";
    private static final String EXISTS = "exists";

    boolean matches(RunningProcess process) {
        return switch (lower(origin)) {
            case "language" -> !isExists() && fits(LANGUAGE);
            case "environment_variables" -> fits(process.environmentVariable(key));
            case "process_arguments" -> fits(process.argument(key));
            default -> false;
        };
    }

    private boolean fits(@Nullable String value) {
        if (value == null || isExists()) {
            return value != null;
        }
        String compared = lower(value);
        for (String match : matches) {
            if (fits(compared, lower(match))) {
                return true;
            }
        }
        return false;
    }

    private boolean fits(String value, String match) {
        return switch (lower(operator)) {
            case "equals" -> value.equals(match);
            case "starts_with" -> value.startsWith(match);
            case "ends_with" -> value.endsWith(match);
            case "contains" -> value.contains(match);
            default -> false;
        };
    }

    private boolean isExists() {
        return EXISTS.equals(lower(operator));
    }

    private static String lower(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
