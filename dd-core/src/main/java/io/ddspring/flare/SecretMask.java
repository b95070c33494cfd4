/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.config.AccountKeys;
import io.ddspring.config.ConfigKey;
import io.ddspring.config.Configuration;
import io.ddspring.config.Secrets;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Hides in a line of any text what must not leave the application: whatever is assigned to a name that says it is secret
 * ({@code db.password=x}, {@code "token": "x"}), credentials in addresses, tokens of well-known forms, and API keys
 * wherever they stand, of which the last four characters stay. It rather hides too much. Immutable.
 */
final class SecretMask {
    private static final Pattern API_KEY_NAME =
            Pattern.compile("(?:api|app|application)[._-]?key$", Pattern.CASE_INSENSITIVE);
    private static final Pattern ONE_WORD = Pattern.compile("[\\w-]+");
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
        keys.add(configuration.get(AccountKeys.API_KEY));
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

    /** What may be shown of the setting {@code key}. */
    String settingText(Configuration configuration, ConfigKey<?> key) {
        // It knows where each value of a setting with several ones ends.
        String shown = configuration.shownText(key);
        return shown.equals(Secrets.MASK)
                ? masked(key.name(), String.valueOf(configuration.get(key)))
                : maskValue(key.name(), shown);
    }

    /** What may be shown of the value of the property {@code name}. */
    String maskValue(String name, String value) {
        if (SecretName.isIn(name) && !AssignedText.isHarmless(value)) {
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
        return AddressSecrets.mask(withoutAssigned(WellKnownTokens.mask(masked)));
    }

    private static String withoutAssigned(String line) {
        StringBuilder masked = null;
        int copied = 0;
        int from = 0;
        for (SecretName name = SecretName.next(line, from); name != null; name = SecretName.next(line, from)) {
            from = name.end();
            int start = AssignedText.startAfter(line, name);
            if (start < 0) {
                continue;
            }
            if (line.startsWith(Secrets.MASK, start)) {
                from = start + Secrets.MASK.length();
                continue;
            }
            int end = AssignedText.end(line, start, name.kind());
            from = Math.max(from, end);
            String value = line.substring(start, end);
            if (!AssignedText.isHarmless(value)) {
                masked = masked == null ? new StringBuilder(line.length()) : masked;
                String fullName = line.substring(Math.max(0, name.start() - SHORTEST_API_KEY), name.end());
                masked.append(line, copied, start).append(masked(fullName, value));
                copied = end;
            }
        }
        return masked == null
                ? line
                : masked.append(line, copied, line.length()).toString();
    }

    private static String masked(String name, String value) {
        return API_KEY_NAME.matcher(name).find()
                        && value.length() >= SHORTEST_API_KEY
                        && ONE_WORD.matcher(value).matches()
                ? tail(value)
                : Secrets.MASK;
    }

    private static String tail(String key) {
        return Secrets.MASK + key.substring(key.length() - SHOWN_OF_API_KEY);
    }
}
