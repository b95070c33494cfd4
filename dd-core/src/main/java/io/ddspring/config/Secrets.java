/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Hides what must not be shown: values whose name says that they are secret, and the secret parts of addresses. */
public final class Secrets {
    /** Shown in place of a secret. */
    public static final String MASK = "******";

    private static final Pattern SECRET_NAME = Pattern.compile(
            ".*(password|passwd|passphrase|pwd|secret|api[._-]?key|app[._-]?key|private[._-]?key|access[._-]?key|token|credentials?)$");
    private static final Pattern USER_INFO = Pattern.compile("(?<=://)[^/?#\\s]*@");

    private Secrets() {}

    /** {@code text}, or as much of it as may be shown under {@code name}. */
    public static String mask(String name, String text) {
        if (text.isEmpty()) {
            return text;
        }
        if (SECRET_NAME.matcher(name.toLowerCase(Locale.ROOT)).matches()) {
            return MASK;
        }
        if (!text.contains("://")) {
            return text;
        }
        return withoutQueries(USER_INFO.matcher(text).replaceAll(MASK + "@"));
    }

    /** What follows the question mark of an address, up to the next blank, is hidden. Goes over the text once. */
    private static String withoutQueries(String text) {
        StringBuilder masked = new StringBuilder();
        int copied = 0;
        int scheme = text.indexOf("://");
        while (scheme >= 0) {
            int end = scheme;
            int query = -1;
            while (end < text.length() && !Character.isWhitespace(text.charAt(end))) {
                query = query < 0 && text.charAt(end) == '?' ? end + 1 : query;
                end++;
            }
            if (query >= 0 && query < end) {
                masked.append(text, copied, query).append(MASK);
                copied = end;
            }
            scheme = text.indexOf("://", end);
        }
        return masked.append(text, copied, text.length()).toString();
    }

    /** The text of {@code value}, or as much of it as may be shown. */
    static <T> String masked(ConfigKey<T> key, T value) {
        return value instanceof Map<?, ?> pairs
                ? pairs.entrySet().stream()
                        .map(pair -> pair.getKey() + ":"
                                + mask(String.valueOf(pair.getKey()), String.valueOf(pair.getValue())))
                        .collect(Collectors.joining(","))
                : mask(key.name(), key.type().text(value));
    }
}
