/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.http;

import java.util.regex.Pattern;

/**
 * The built-in expression for what a query string must not show. Repetitions are bounded, or begin where no other one
 * of their kind can have begun, so a search takes time proportional to the text.
 */
final class SensitiveQueryPattern {
    private static final String SPACE = "(?:\\s|%20|\\+)";
    private static final String SPACES = SPACE + "{0,8}";
    private static final String QUOTE = "(?:\"|%22)";

    /** A name may end in words of its own after one of these, as in {@code api_key.id} or {@code password2}. */
    private static final String MORE_OF_NAME = "(?:[_.\\-\\[\\]\\d][\\w.\\-\\[\\]]*)?";

    private static final String SENSITIVE_NAME = "[\\w.\\-\\[\\]]*?(?:"
            + "p(?:ass)?w(?:or)?d[\\w.\\-\\[\\]]*"
            + "|(?:pass[_-]?phrase|secret|token|signature|authentication|authorization"
            + "|(?:api|private|public|access|secret|app(?:lication)?)[_-]?key(?:id)?"
            + "|consumer[_-]?(?:id|key|secret))" + MORE_OF_NAME
            + "|(?:pass|sign(?:ed)?|auth)[12]?)";

    /** Where a name or a token may begin: not inside of a word, and not inside of a percent-encoded character. */
    private static final String START_OF_WORD = "(?:(?<![\\w.\\-\\[\\]%])|(?<=%[0-9a-f]{2}))";

    private static final String PAIR =
            START_OF_WORD + SENSITIVE_NAME + "(?:%5D)?" + SPACES + "(?:=|%3D)" + SPACES + "[^&]+";

    private static final String JSON_MEMBER = QUOTE + SENSITIVE_NAME + QUOTE + SPACES + "(?::|%3A)" + SPACES + "(?:"
            + QUOTE + "[^\"&]*?(?:" + QUOTE + "|(?=&)|$)|[^,}&\"%\\s]+)";

    private static final String BEARER = "bearer" + SPACE + "{1,8}[\\w.~/=-]+";
    private static final String PREFIXED_TOKEN = "token(?::|%3A)[a-z0-9]{13}";
    private static final String GITHUB_TOKEN = "gh[opsu]_[a-z0-9]{36}";
    private static final String JSON_WEB_TOKEN =
            START_OF_WORD + "ey[i-l][\\w-]+(?:=|%3D){0,2}\\.ey[i-l][\\w-]+(?:=|%3D){0,2}(?:\\.[\\w+/=%-]+)?";
    private static final String PRIVATE_KEY = "-{5}begin[\\w\\s%+]*?private" + SPACE + "key-{5}[^-]+"
            + "(?:-{5}end[\\w\\s%+]*?private" + SPACE + "key-{5})?";
    private static final String SSH_KEY = "ssh-(?:rsa|dss|dsa|ed25519)" + SPACE + "{1,8}[a-z0-9/.+=%\\\\]{100,}";

    static final Pattern PATTERN = Pattern.compile(
            String.join(
                    "|", JSON_MEMBER, BEARER, PREFIXED_TOKEN, PAIR, GITHUB_TOKEN, JSON_WEB_TOKEN, PRIVATE_KEY, SSH_KEY),
            Pattern.CASE_INSENSITIVE);

    private SensitiveQueryPattern() {}

    /**
     * Whether {@link #PATTERN} might find something: every match has one of a few words in it. Few queries have, and
     * this is a hundred times faster than the search.
     */
    static boolean mightFind(String query) {
        for (int i = 0; i < query.length(); i++) {
            // Upper and lower case of an ASCII letter differ in one bit.
            boolean isBeginning =
                    switch (query.charAt(i) | 0x20) {
                        case 'p' -> has(query, i, "pass") || has(query, i, "pwd") || has(query, i, "pword");
                        case 's' -> has(query, i, "secret") || has(query, i, "sign") || has(query, i, "ssh-");
                        case 't' -> has(query, i, "token");
                        case 'a' -> has(query, i, "auth");
                        case 'k' -> has(query, i, "key");
                        case 'c' -> has(query, i, "consumer");
                        case 'b' -> has(query, i, "bearer");
                        case 'g' -> has(query, i, "gh") && query.startsWith("_", i + 3);
                        case 'e' -> has(query, i, "ey");
                        default -> false;
                    };
            if (isBeginning) {
                return true;
            }
        }
        return false;
    }

    private static boolean has(String query, int start, String word) {
        return query.regionMatches(true, start, word, 0, word.length());
    }
}
