/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.util.regex.Pattern;

/** Finds in a line what is assigned to a name, whether as in properties, JSON, headers or log lines. */
final class AssignedText {
    private static final String QUOTES = "\"'";

    private AssignedText() {}

    /** Where the value begins, inside of its quotes, that is assigned to a name which ends at {@code nameEnd}; or -1. */
    static int startAfter(String line, int nameEnd) {
        int at = skipBlanks(line, skipQuote(line, nameEnd));
        if (at >= line.length() || "=:".indexOf(line.charAt(at)) < 0) {
            return -1;
        }
        if (line.startsWith("::", at) || line.startsWith("://", at)) {
            return -1;
        }
        at++;
        if (at < line.length() && line.charAt(at) == '>') {
            at++;
        }
        at = skipBlanks(line, at);
        // Names within an object are looked at on their own.
        return at < line.length() && line.charAt(at) == '{' ? -1 : skipQuote(line, at);
    }

    /**
     * Where the value ends that begins at {@code start}: at the closing quote, after a list, or before a blank.
     *
     * @param scheme a first word after which the value goes on with a second one
     */
    static int end(String line, int start, Pattern scheme) {
        char quote = start > 0 ? line.charAt(start - 1) : ' ';
        if (QUOTES.indexOf(quote) >= 0) {
            boolean escaped = start > 1 && line.charAt(start - 2) == '\\';
            return closingQuote(line, start, quote, escaped);
        }
        if (start < line.length() && line.charAt(start) == '[') {
            int end = line.indexOf(']', start);
            return end < 0 ? line.length() : end + 1;
        }
        int end = endOfWord(line, start);
        return scheme.matcher(line.substring(start, end)).matches() ? endOfWord(line, skipBlanks(line, end)) : end;
    }

    private static int closingQuote(String line, int start, char quote, boolean escaped) {
        int backslashes = 0;
        for (int i = start; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\') {
                backslashes++;
            } else {
                // Within a quoted text the quotes of an inner one have one backslash each.
                if (c == quote && backslashes == (escaped ? 1 : 0)) {
                    return i - backslashes;
                }
                if (c == quote && backslashes % 2 == 0) {
                    return i;
                }
                backslashes = 0;
            }
        }
        return line.length();
    }

    private static int endOfWord(String line, int start) {
        int end = start;
        while (end < line.length()
                && !Character.isWhitespace(line.charAt(end))
                && QUOTES.indexOf(line.charAt(end)) < 0) {
            end++;
        }
        return end;
    }

    private static int skipBlanks(String line, int from) {
        int at = from;
        while (at < line.length() && Character.isWhitespace(line.charAt(at))) {
            at++;
        }
        return at;
    }

    private static int skipQuote(String line, int from) {
        int at = from < line.length() && line.charAt(from) == '\\' ? from + 1 : from;
        return at < line.length() && QUOTES.indexOf(line.charAt(at)) >= 0 ? at + 1 : from;
    }
}
