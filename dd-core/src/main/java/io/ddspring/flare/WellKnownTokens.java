/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.flare;

import io.ddspring.config.Secrets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Hides what is secret without a name: web tokens, keys of clouds and code hosts, and what follows a scheme. Stateless. */
final class WellKnownTokens {
    private static final Pattern TOKEN = Pattern.compile("((?i:Bearer|Basic)\\s)[\\w+/.~=-]{16,}+"
            + "|eyJ[\\w-]{8,}+\\.[\\w-]{8,}+(?:\\.[\\w-]*+)?"
            + "|(?:AKIA|ASIA)[0-9A-Z]{16}|gh[oprsu]_\\w{30,}+|xox[abeprs]-[\\w-]{10,}+");

    /** Lines are long and have few of them. */
    private static final String FIRST_LETTERS = "ABbegx";

    private WellKnownTokens() {}

    static String mask(String line) {
        Matcher token = TOKEN.matcher(line);
        StringBuilder masked = null;
        int copied = 0;
        boolean inWord = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (!inWord
                    && FIRST_LETTERS.indexOf(c) >= 0
                    && token.region(i, line.length()).lookingAt()) {
                masked = masked == null ? new StringBuilder(line.length()) : masked;
                masked.append(line, copied, Math.max(i, token.end(1))).append(Secrets.MASK);
                copied = token.end();
                i = copied - 1;
                c = line.charAt(i);
            }
            inWord = Character.isLetterOrDigit(c) || c == '_' || c == '-';
        }
        return masked == null
                ? line
                : masked.append(line, copied, line.length()).toString();
    }
}
