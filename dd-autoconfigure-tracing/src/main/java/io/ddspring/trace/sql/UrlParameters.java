/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The {@code name=value} pairs of a JDBC URL; names in any case. */
final class UrlParameters {
    private final Map<String, String> values = new TreeMap<>();

    /**
     * Reads pairs.
     *
     * @param separators characters that end a pair
     */
    UrlParameters(String text, String separators) {
        int start = 0;
        for (int i = 0; i <= text.length(); i++) {
            if (i == text.length() || separators.indexOf(text.charAt(i)) >= 0) {
                add(text.substring(start, i));
                start = i + 1;
            }
        }
    }

    private void add(String pair) {
        int equals = pair.indexOf('=');
        if (equals > 0) {
            values.putIfAbsent(
                    pair.substring(0, equals).trim().toLowerCase(Locale.ROOT),
                    pair.substring(equals + 1).trim());
        }
    }

    /** The value of the first of {@code names} that has one, or null. */
    @Nullable
    String first(String... names) {
        for (String name : names) {
            String value = values.get(name);
            if (value != null && !value.isEmpty()) {
                return decoded(value);
            }
        }
        return null;
    }

    @Nullable
    String user() {
        return first("user", "username", "uid", "userid");
    }

    @Nullable
    String database() {
        return first("databasename", "database", "dbname", "db");
    }

    @Nullable
    String schema() {
        return first("currentschema", "schema");
    }

    private static String decoded(String value) {
        if (value.indexOf('%') < 0) {
            return value;
        }
        try {
            return URLDecoder.decode(value, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException notEncoded) {
            return value;
        }
    }
}
