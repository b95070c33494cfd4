/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.agent;

/**
 * Writes names the way the Agent's own normaliser does, so that what is keyed by them here is the same there: lower case;
 * letters, digits, {@code _ - : . /} stay, runs of anything else become one underscore, and none is left at the end.
 */
public final class TagNormalizer {
    /** Most characters of a tag. */
    public static final int MAX_TAG = 200;

    /** Most characters of a service. */
    public static final int MAX_SERVICE = 100;

    private TagNormalizer() {}

    /** A tag: begins with a letter or a colon; what comes before is left out. */
    public static String tag(String text) {
        return normalize(text, MAX_TAG, false);
    }

    /** The value of a tag, which may also begin with a digit, a dot, a slash or a hyphen. */
    public static String tagValue(String text) {
        return normalize(text, MAX_TAG, true);
    }

    /** A service name. Empty when nothing of {@code text} can be part of one. */
    public static String service(String text) {
        return normalize(text, MAX_SERVICE, false);
    }

    private static String normalize(String text, int maxChars, boolean anyStart) {
        if (isNormal(text, maxChars, anyStart)) {
            return text;
        }
        StringBuilder normal = new StringBuilder(Math.min(text.length(), maxChars));
        int chars = 0;
        for (int i = 0; i < text.length() && chars < maxChars; ) {
            int point = text.codePointAt(i);
            i += Character.charCount(point);
            int lower = Character.toLowerCase(point);
            if (Character.isLetter(lower) || lower == ':') {
                normal.appendCodePoint(lower);
                chars++;
            } else if (chars > 0 || anyStart) {
                if (staysInside(lower)) {
                    normal.appendCodePoint(lower);
                    chars++;
                } else if (chars > 0 && normal.charAt(normal.length() - 1) != '_') {
                    normal.append('_');
                    chars++;
                }
            }
        }
        int end = normal.length();
        while (end > 0 && normal.charAt(end - 1) == '_') {
            end--;
        }
        return normal.substring(0, end);
    }

    private static boolean staysInside(int point) {
        return Character.isDigit(point) || point == '-' || point == '.' || point == '/';
    }

    /** Whether {@code text} is plain and needs no change, as nearly all texts. */
    private static boolean isNormal(String text, int maxChars, boolean anyStart) {
        int length = text.length();
        if (length > maxChars || (length > 0 && text.charAt(length - 1) == '_')) {
            return false;
        }
        char before = '_';
        for (int i = 0; i < length; i++) {
            char c = text.charAt(i);
            boolean starts = (c >= 'a' && c <= 'z') || c == ':';
            boolean inside = (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '/';
            if (!starts && !(inside && (i > 0 || anyStart)) && !(c == '_' && before != '_')) {
                return false;
            }
            before = c;
        }
        return true;
    }
}
