/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.config;

/**
 * The form in which all spellings of a setting's name are equal: letters and digits only, in lower case.
 * {@code dd.trace.sample-rate}, {@code dd.trace.sample.rate} and {@code DD_TRACE_SAMPLE_RATE} are one name.
 */
public final class UniformName {
    private UniformName() {}

    /** The uniform form of {@code name}. */
    public static String of(String name) {
        StringBuilder uniform = new StringBuilder(name.length());
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            if (isSignificant(c)) {
                uniform.append(Character.toLowerCase(c));
            }
        }
        return uniform.toString();
    }

    /** Whether {@code name} can be one of the library's settings or of those of OpenTelemetry that it understands. */
    public static boolean isOurs(String name) {
        return startsWith(name, "dd") || startsWith(name, "otel");
    }

    /**
     * The part of {@code name} that names an entry of the map or list {@code uniform}: {@code k1} in
     * {@code dd.tags.k1} and {@code dd.tags[k1]}. Empty when it names no entry.
     */
    static String entryOf(String uniform, String name) {
        int matched = 0;
        int i = 0;
        for (; i < name.length() && matched < uniform.length(); i++) {
            char c = name.charAt(i);
            if (isSignificant(c) && Character.toLowerCase(c) != uniform.charAt(matched++)) {
                return "";
            }
        }
        if (matched < uniform.length() || i == name.length()) {
            return "";
        }
        return switch (name.charAt(i)) {
            case '.' -> name.substring(i + 1);
            case '[' -> name.endsWith("]") ? name.substring(i + 1, name.length() - 1) : "";
            default -> "";
        };
    }

    private static boolean startsWith(String name, String prefix) {
        return name.length() > prefix.length()
                && name.regionMatches(true, 0, prefix, 0, prefix.length())
                && (name.charAt(prefix.length()) == '.' || name.charAt(prefix.length()) == '_');
    }

    private static boolean isSignificant(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
    }
}
