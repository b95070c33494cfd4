/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

/** Where the small parts of SQL end. Every answer is a position after {@code from}, at most the length of the SQL. */
final class SqlChars {
    private SqlChars() {}

    /** Whether {@code part} of a statement, which is a literal or a comment, is a comment. */
    static boolean isComment(String part) {
        return part.startsWith("--") || part.startsWith("/*") || part.startsWith("#");
    }

    static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /**
     * Whether the character at {@code index} may be part of an unquoted name, a keyword or a variable. Some databases
     * have {@code #} and {@code @} in names and others as operators, so a digit after them is a number.
     */
    static boolean isWordPart(String sql, int index) {
        char c = sql.charAt(index);
        if (c == '#' || c == '@') {
            return index + 1 >= sql.length() || !isDigit(sql.charAt(index + 1));
        }
        return (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || isDigit(c)
                || c == '_'
                || c == '$'
                || (c >= 0x80 && (Character.isLetterOrDigit(c) || Character.isSurrogate(c)));
    }

    static int wordEnd(String sql, int from) {
        int i = from;
        while (i < sql.length() && isWordPart(sql, i)) {
            i++;
        }
        return i;
    }

    /** End of a name whose part before {@code from} is followed by parts that begin with a digit, as in {@code t.1st}. */
    static int qualifiedEnd(String sql, int from) {
        int i = from;
        while (i + 1 < sql.length() && sql.charAt(i) == '.' && isDigit(sql.charAt(i + 1))) {
            i = wordEnd(sql, i + 1);
        }
        return i;
    }

    static int digitsEnd(String sql, int from) {
        int i = from;
        while (i < sql.length() && isDigit(sql.charAt(i))) {
            i++;
        }
        return i;
    }

    /** End of a number such as {@code 1_000}, {@code .5}, {@code 1.5E-3}, {@code 0xFF} or {@code 10L}. */
    static int numberEnd(String sql, int from) {
        boolean hexadecimal = sql.startsWith("0x", from) || sql.startsWith("0X", from);
        int i = from;
        while (i < sql.length()) {
            char c = sql.charAt(i);
            boolean exponentSign = (c == '+' || c == '-')
                    && !hexadecimal
                    && i > from
                    && (sql.charAt(i - 1) | 0x20) == 'e'
                    && i + 1 < sql.length()
                    && isDigit(sql.charAt(i + 1));
            if (!isWordPart(sql, i) && c != '.' && !exponentSign) {
                break;
            }
            i++;
        }
        return i;
    }

    /** Position of the line's end; the line break stays. */
    static int lineEnd(String sql, int from) {
        int i = from;
        while (i < sql.length() && sql.charAt(i) != '\n' && sql.charAt(i) != '\r') {
            i++;
        }
        return i;
    }

    /** Comments nest in some databases; where they do not, too much is taken for a comment rather than too little. */
    static int blockCommentEnd(String sql, int from) {
        int depth = 0;
        int i = from;
        while (i < sql.length()) {
            if (sql.startsWith("/*", i)) {
                depth++;
                i += 2;
            } else if (sql.startsWith("*/", i)) {
                depth--;
                i += 2;
                if (depth == 0) {
                    return i;
                }
            } else {
                i++;
            }
        }
        return sql.length();
    }

    /** End of {@code $tag$} or {@code $$}; -1 when that is not what begins at {@code from}. */
    static int dollarTagEnd(String sql, int from) {
        int i = from + 1;
        while (i < sql.length() && sql.charAt(i) != '$' && isWordPart(sql, i)) {
            i++;
        }
        return i < sql.length() && sql.charAt(i) == '$' ? i + 1 : -1;
    }

    /** End of {@code '[…]'}, where the brackets may be any pair or any character twice. */
    static int alternativeQuoteEnd(String sql, int quote) {
        if (quote + 1 >= sql.length()) {
            return sql.length();
        }
        char closing =
                switch (sql.charAt(quote + 1)) {
                    case '[' -> ']';
                    case '(' -> ')';
                    case '{' -> '}';
                    case '<' -> '>';
                    default -> sql.charAt(quote + 1);
                };
        for (int i = quote + 2; i + 1 < sql.length(); i++) {
            if (sql.charAt(i) == closing && sql.charAt(i + 1) == '\'') {
                return i + 2;
            }
        }
        return sql.length();
    }
}
