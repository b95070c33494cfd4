/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * A name in a line that says that what is assigned to it is secret. Immutable.
 *
 * @param start where the word begins that says so
 * @param end where the name ends
 */
record SecretName(int start, int end, Kind kind) {
    private static final List<String> TEXT_WORDS =
            List.of("password", "passwd", "passphrase", "passcode", "pwd", "secret", "credential");
    private static final List<String> OTHER_WORDS = List.of(
            "token",
            "authorization",
            "cookie",
            "key",
            "signature",
            "sessionid",
            "session-id",
            "session_id",
            "session.id");

    /** As in {@code DB_PASS} and {@code dbPass}, but not as in {@code bypass} or {@code passed}. */
    private static final List<String> TEXT_WORDS_ALONE = List.of("pass", "pw");

    /** What the words begin with, as lines are long and have few of them. */
    private static final String FIRST_LETTERS = "ackpstACKPST";

    /** What the value looks like. */
    enum Kind {
        /** It has no blanks: a key or a token. */
        WORD,
        /** Anything that people make up, with blanks and quotes. */
        TEXT,
        /** A header whose value goes on to the end of the line. */
        HEADER,
        /** It only looks like one: the name of a class or of a source file, with a message or a line number. */
        CODE
    }

    /** Whether {@code name} says that its value is secret. */
    static boolean isIn(String name) {
        return next(name, 0) != null;
    }

    /** The first one in {@code line} whose word begins at {@code from} or later, or null. */
    static @Nullable SecretName next(String line, int from) {
        for (int i = from; i < line.length(); i++) {
            if (FIRST_LETTERS.indexOf(line.charAt(i)) < 0) {
                continue;
            }
            int length = textWordAt(i, line);
            length = length > 0 ? length : longest(OTHER_WORDS, i, line);
            length = length > 0 || !isSignature(i, line) ? length : 3;
            if (length > 0) {
                return around(i, i + length, line);
            }
        }
        return null;
    }

    private static SecretName around(int start, int wordEnd, String line) {
        int end = wordEnd;
        while (end < line.length()
                && (Character.isLetterOrDigit(line.charAt(end)) || "_-.[]".indexOf(line.charAt(end)) >= 0)) {
            end++;
        }
        return new SecretName(start, end, kindOf(line.substring(start, end)));
    }

    private static Kind kindOf(String name) {
        if (name.endsWith("Exception") || name.endsWith("Error") || name.endsWith(".java")) {
            return Kind.CODE;
        }
        String header = name.toLowerCase(Locale.ROOT);
        if (header.equals("authorization") || header.equals("cookie")) {
            return Kind.HEADER;
        }
        for (int i = 0; i < name.length(); i++) {
            if (textWordAt(i, name) > 0) {
                return Kind.TEXT;
            }
        }
        return Kind.WORD;
    }

    private static int textWordAt(int at, String line) {
        int length = longest(TEXT_WORDS, at, line);
        if (length > 0) {
            return length;
        }
        length = longest(TEXT_WORDS_ALONE, at, line);
        return length > 0 && isAlone(at, length, line) ? length : 0;
    }

    /** Length of the word that stands at {@code at}, or 0. */
    private static int longest(List<String> words, int at, String line) {
        for (String word : words) {
            if (line.regionMatches(true, at, word, 0, word.length())) {
                return word.length();
            }
        }
        return 0;
    }

    private static boolean isAlone(int at, int length, String line) {
        char before = at == 0 ? ' ' : line.charAt(at - 1);
        char after = at + length == line.length() ? ' ' : line.charAt(at + length);
        boolean hump = Character.isUpperCase(line.charAt(at)) && !Character.isUpperCase(before);
        return (!Character.isLetter(before) || hump)
                && !Character.isLowerCase(after)
                && (!Character.isLetter(after) || Character.isLowerCase(line.charAt(at + length - 1)));
    }

    /** Whether {@code sig=} of a query stands there. */
    private static boolean isSignature(int at, String line) {
        return line.regionMatches(true, at, "sig=", 0, 4) && isAlone(at, 3, line);
    }
}
