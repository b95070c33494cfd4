/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.metrics.dogstatsd;

import org.jspecify.annotations.Nullable;

/**
 * Keeps texts of the application from breaking out of their field of a DogStatsD line. Characters that separate fields
 * become {@code _}; a text without any, which is the usual case, is returned as it is.
 */
final class LineText {
    private static final String IN_NAME = ":|@#,";
    private static final String IN_TAG = "|,";
    private static final String IN_VALUE = ":|,";

    private LineText() {}

    static String name(@Nullable String text) {
        return without(IN_NAME, text);
    }

    /** A value of a set. */
    static String value(@Nullable String text) {
        return without(IN_VALUE, text);
    }

    static String tag(@Nullable String text) {
        return without(IN_TAG, text);
    }

    static String[] tags(String @Nullable [] tags) {
        if (tags == null) {
            return new String[0];
        }
        for (int i = 0; i < tags.length; i++) {
            if (separator(IN_TAG, tags[i]) >= 0) {
                return cleaned(tags);
            }
        }
        return tags;
    }

    private static String[] cleaned(String[] tags) {
        String[] clean = new String[tags.length];
        for (int i = 0; i < tags.length; i++) {
            clean[i] = tag(tags[i]);
        }
        return clean;
    }

    private static String without(String separators, @Nullable String text) {
        int first = separator(separators, text);
        if (text == null || first < 0) {
            return text == null ? "" : text;
        }
        StringBuilder clean = new StringBuilder(text);
        for (int i = first; i < clean.length(); i++) {
            if (isSeparator(separators, clean.charAt(i))) {
                clean.setCharAt(i, '_');
            }
        }
        return clean.toString();
    }

    /** Where the first separator is; -1 when there is none, 0 for a text that is missing. */
    private static int separator(String separators, @Nullable String text) {
        if (text == null) {
            return 0;
        }
        for (int i = 0; i < text.length(); i++) {
            if (isSeparator(separators, text.charAt(i))) {
                return i;
            }
        }
        return -1;
    }

    private static boolean isSeparator(String separators, char c) {
        return c < ' ' || (c < 128 && separators.indexOf(c) >= 0);
    }
}
