/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.config.Configuration;
import io.ddspring.config.Secrets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Hides in a line of any text what must not leave the application: whatever is assigned to a name that says it is secret
 * ({@code db.password=x}, {@code "token": "x"}), credentials in addresses, and API keys wherever they stand, of which the
 * last four characters stay. It rather hides too much. Immutable.
 */
final class SecretMask {
    private static final Pattern SECRET_NAME = Pattern.compile(
            "password|passwd|passphrase|pwd|secret|token|credential|authorization|cookie|key",
            Pattern.CASE_INSENSITIVE);
    private static final Pattern API_KEY_NAME =
            Pattern.compile("(?:api|app|application)[._-]?key$", Pattern.CASE_INSENSITIVE);
    private static final Pattern HARMLESS = Pattern.compile("(?:true|false|null)?[,;)}\\]]*", Pattern.CASE_INSENSITIVE);
    private static final Pattern SCHEME = Pattern.compile("(?:Bearer|Basic|Digest)", Pattern.CASE_INSENSITIVE);
    private static final List<String> API_KEY_VARIABLES = List.of("DD_API_KEY", "DD_APP_KEY", "DD_APPLICATION_KEY");

    /** A shorter text is no API key, and could be part of anything. */
    private static final int SHORTEST_API_KEY = 12;

    private static final int SHOWN_OF_API_KEY = 4;

    private final Set<String> apiKeys = new LinkedHashSet<>();

    /** @param apiKeys hidden wherever they stand */
    SecretMask(Collection<String> apiKeys) {
        for (String key : apiKeys) {
            if (key.trim().length() >= SHORTEST_API_KEY) {
                this.apiKeys.add(key.trim());
            }
        }
    }

    /** A mask that knows the API keys in {@code configuration} and in the environment. */
    static SecretMask of(Configuration configuration) {
        Set<String> keys = new LinkedHashSet<>();
        configuration.values().forEach((name, value) -> {
            if (API_KEY_NAME.matcher(name).find()) {
                keys.add(String.valueOf(value.value()));
            }
        });
        for (String name : API_KEY_VARIABLES) {
            String key = System.getenv(name);
            if (key != null) {
                keys.add(key);
            }
        }
        return new SecretMask(keys);
    }

    /** What may be shown of the value of the property {@code name}. */
    String maskValue(String name, String value) {
        if (SECRET_NAME.matcher(name).find() && !HARMLESS.matcher(value).matches()) {
            return masked(name, value);
        }
        return mask(value);
    }

    /** {@code line} without secrets. */
    String mask(String line) {
        String masked = line;
        for (String key : apiKeys) {
            masked = masked.replace(key, tail(key));
        }
        // Without a name it is only the addresses in the line that are masked.
        return withoutAssigned(Secrets.mask("", masked));
    }

    private static String withoutAssigned(String line) {
        Matcher names = SECRET_NAME.matcher(line);
        StringBuilder masked = null;
        int copied = 0;
        int from = 0;
        while (names.find(from)) {
            int nameEnd = endOfName(line, names.end());
            from = nameEnd;
            String name = line.substring(names.start(), nameEnd);
            int start = AssignedText.startAfter(line, nameEnd);
            if (start < 0 || isCode(name)) {
                continue;
            }
            int end = AssignedText.end(line, start, SCHEME);
            String value = line.substring(start, end);
            from = Math.max(nameEnd, end);
            if (!HARMLESS.matcher(value).matches() && !value.startsWith(Secrets.MASK)) {
                masked = masked == null ? new StringBuilder(line.length()) : masked;
                String fullName = line.substring(Math.max(0, names.start() - SHORTEST_API_KEY), nameEnd);
                masked.append(line, copied, start).append(masked(fullName, value));
                copied = end;
            }
        }
        return masked == null
                ? line
                : masked.append(line, copied, line.length()).toString();
    }

    private static int endOfName(String line, int from) {
        int end = from;
        while (end < line.length()
                && (Character.isLetterOrDigit(line.charAt(end)) || "_-.[]".indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        return end;
    }

    /** Whether it is the name of a class or of a source file, after which a message or a line number follows. */
    private static boolean isCode(String name) {
        return name.endsWith("Exception") || name.endsWith("Error") || name.endsWith(".java");
    }

    private static String masked(String name, String value) {
        return API_KEY_NAME.matcher(name).find() && value.length() >= SHORTEST_API_KEY ? tail(value) : Secrets.MASK;
    }

    private static String tail(String key) {
        return Secrets.MASK + key.substring(key.length() - SHOWN_OF_API_KEY);
    }
}
