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
    private static final Pattern QUERY = Pattern.compile("(://[^?\\s]*\\?)\\S+");

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
        return QUERY.matcher(USER_INFO.matcher(text).replaceAll(MASK + "@")).replaceAll("$1" + MASK);
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
