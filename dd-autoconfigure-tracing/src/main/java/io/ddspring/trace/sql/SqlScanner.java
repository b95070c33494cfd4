/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import io.ddspring.trace.sql.SqlDialect.Backslash;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads a statement once from front to end: every number and every quoted text becomes {@code ?}, comments vanish, and
 * everything else stays as written. What could be a literal but does not end where it should is taken for one up to the
 * end of the statement, so a literal never shows because the SQL was misunderstood. Allocates nothing when there is
 * nothing to replace.
 */
final class SqlScanner {
    /** The Agent cuts longer resources. */
    static final int MAX_RESOURCE_LENGTH = 5_000;

    private final String sql;
    private final SqlDialect dialect;
    private final @Nullable List<String> removed;
    /** What was read so far; null as long as it equals the SQL. */
    private @Nullable StringBuilder shown;
    /** Up to here the SQL is in {@link #shown}. */
    private int copied;

    private int position;
    private boolean commentRemoved;
    private @Nullable String firstWord;

    private SqlScanner(String sql, SqlDialect dialect, @Nullable List<String> removed) {
        this.sql = sql;
        this.dialect = dialect;
        this.removed = removed;
    }

    /** The text of {@code sql} for a span. */
    static SqlText describe(String sql, SqlDialect dialect) {
        SqlScanner scanner = new SqlScanner(sql, dialect, null);
        scanner.scan();
        return new SqlText(scanner.resource(), scanner.firstWord);
    }

    /** What spans do not show of {@code sql}, as written: literals with their quotes, and comments. */
    static List<String> removed(String sql, SqlDialect dialect) {
        List<String> found = new ArrayList<>();
        new SqlScanner(sql, dialect, found).scan();
        return found;
    }

    /** The front of {@code text} that fits into a resource. */
    static String cut(String text) {
        if (text.length() <= MAX_RESOURCE_LENGTH) {
            return text;
        }
        boolean halfPair = Character.isHighSurrogate(text.charAt(MAX_RESOURCE_LENGTH - 1));
        return text.substring(0, halfPair ? MAX_RESOURCE_LENGTH - 1 : MAX_RESOURCE_LENGTH);
    }

    private String resource() {
        if (shown == null) {
            return cut(sql);
        }
        String text = shown.append(sql, copied, position).toString();
        return cut(commentRemoved ? text.strip() : text);
    }

    private void scan() {
        while (position < sql.length() && shownLength() < MAX_RESOURCE_LENGTH) {
            char c = sql.charAt(position);
            if (SqlChars.isDigit(c)) {
                literal(position, SqlChars.numberEnd(sql, position));
            } else if (c == '#' && dialect.hashComments()) {
                comment(SqlChars.lineEnd(sql, position));
            } else if (SqlChars.isWordPart(sql, position)) {
                word(c);
            } else {
                symbol(c, position + 1 < sql.length() ? sql.charAt(position + 1) : '\0');
            }
        }
    }

    /** When the removed parts are wanted there is no resource and all of the SQL is read. */
    private int shownLength() {
        return removed == null ? (shown == null ? 0 : shown.length()) + position - copied : 0;
    }

    private void symbol(char c, char next) {
        switch (c) {
            case '\'' -> literal(position, textEnd(position, dialect.backslash()));
            case '"' -> doubleQuoted();
            case '`' -> name('`');
            case '[' -> {
                if (dialect.bracketedNames()) {
                    name(']');
                } else {
                    position++;
                }
            }
            case '.' -> {
                if (SqlChars.isDigit(next)) {
                    literal(position, SqlChars.numberEnd(sql, position));
                } else {
                    position++;
                }
            }
            case '-' -> {
                if (next == '-') {
                    comment(SqlChars.lineEnd(sql, position));
                } else {
                    position++;
                }
            }
            case '/' -> {
                if (next == '*') {
                    comment(SqlChars.blockCommentEnd(sql, position));
                } else {
                    position++;
                }
            }
            case '?' -> position = SqlChars.digitsEnd(sql, position + 1);
            case ':' -> position = dialect == SqlDialect.ORACLE ? SqlChars.digitsEnd(sql, position + 1) : position + 1;
            default -> position++;
        }
    }

    private void doubleQuoted() {
        if (dialect.doubleQuotedText()) {
            literal(position, textEnd(position, dialect.backslash()));
        } else {
            name('"');
        }
    }

    /** A name, a keyword, a parameter such as {@code $1}, or the letters in front of a quote. */
    private void word(char first) {
        int start = position;
        if (first == '$' && dollar()) {
            return;
        }
        int end = SqlChars.wordEnd(sql, start);
        if (prefixedText(start, end)) {
            return;
        }
        if (firstWord == null) {
            firstWord = sql.substring(start, end);
        }
        position = SqlChars.qualifiedEnd(sql, end);
    }

    /** Text such as {@code N'…'}, {@code E'…'}, {@code U&'…'} or {@code q'[…]'}. */
    private boolean prefixedText(int start, int end) {
        int quote = sql.startsWith("&'", end) && end - start == 1 ? end + 1 : end;
        if (quote >= sql.length() || sql.charAt(quote) != '\'') {
            return false;
        }
        char last = Character.toLowerCase(sql.charAt(end - 1));
        if (last == 'q' && end - start <= 2 && dialect.alternativeQuotes()) {
            literal(start, SqlChars.alternativeQuoteEnd(sql, quote));
            return true;
        }
        if (end - start == 1 && "benux".indexOf(last) >= 0) {
            literal(start, textEnd(quote, last == 'e' ? Backslash.ESCAPES : dialect.backslash()));
            return true;
        }
        return false;
    }

    /** A parameter {@code $1}, a sum of money {@code $1.50}, or text {@code $tag$…$tag$}. */
    private boolean dollar() {
        int afterDigits = SqlChars.digitsEnd(sql, position + 1);
        if (afterDigits > position + 1) {
            if (dialect == SqlDialect.SQL_SERVER || sql.startsWith(".", afterDigits)) {
                literal(position, SqlChars.numberEnd(sql, position + 1));
            } else {
                position = afterDigits;
            }
            return true;
        }
        int tagEnd = SqlChars.dollarTagEnd(sql, position);
        if (tagEnd < 0) {
            return false;
        }
        int close = sql.indexOf(sql.substring(position, tagEnd), tagEnd);
        literal(position, close < 0 ? sql.length() : close + tagEnd - position);
        return true;
    }

    /** End of the quoted text that opens at {@code open}; the end of the SQL when it does not close for certain. */
    private int textEnd(int open, Backslash backslash) {
        char quote = sql.charAt(open);
        for (int i = open + 1; i < sql.length(); i++) {
            char c = sql.charAt(i);
            boolean quoteFollows = i + 1 < sql.length() && sql.charAt(i + 1) == quote;
            if (c == '\\' && backslash == Backslash.ESCAPES) {
                i++;
            } else if (c == '\\' && backslash == Backslash.UNKNOWN && quoteFollows) {
                return sql.length();
            } else if (c == quote) {
                if (!quoteFollows) {
                    return i + 1;
                }
                i++;
            }
        }
        return sql.length();
    }

    /** A quoted name stays; one that does not close may be anything. */
    private void name(char closing) {
        for (int i = position + 1; i < sql.length(); i++) {
            if (sql.charAt(i) == closing) {
                if (i + 1 >= sql.length() || sql.charAt(i + 1) != closing) {
                    position = i + 1;
                    return;
                }
                i++;
            }
        }
        literal(position, sql.length());
    }

    private void literal(int start, int end) {
        if (removed != null) {
            removed.add(sql.substring(start, end));
        }
        upTo(start).append('?');
        copied = end;
        position = end;
    }

    private void comment(int end) {
        if (removed != null) {
            removed.add(sql.substring(position, end));
        }
        StringBuilder text = upTo(position);
        boolean parted = text.isEmpty()
                || end >= sql.length()
                || Character.isWhitespace(text.charAt(text.length() - 1))
                || Character.isWhitespace(sql.charAt(end));
        if (!parted) {
            text.append(' ');
        }
        copied = end;
        position = end;
        commentRemoved = true;
    }

    private StringBuilder upTo(int end) {
        if (shown == null) {
            shown = new StringBuilder(sql.length());
        }
        return shown.append(sql, copied, end);
    }
}
