/* SPDX-License-Identifier: Apache-2.0 */
package io.ddspring.trace.sql;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Writes a comment into statements for one database that tells it who sends them:
 * {@code /*ddps='shop',dde='prod',dddbs='postgresql',ddh='db1',dddb='orders'*}{@code / select …}. Values are
 * form-encoded, so none can end the comment, and what is absent is left out. Immutable and thread-safe.
 */
final class SqlComment {
    private static final String OPEN = "/*";

    /** What the comments of any tracer begin with. */
    private static final List<String> FIRST_KEYS =
            List.of("ddps", "dde", "ddpv", "dddbs", "ddh", "dddb", "ddprs", "traceparent", "ddsh");

    /** Their statements may begin with a hint, which only counts as the first comment. */
    private static final Set<String> POSTGRESQL_KIND =
            Set.of("postgresql", "edb", "yugabytedb", "opengauss", "kingbase8");

    /** Their drivers find <code>{call …}</code> behind a comment. Others might refuse the statement. */
    private static final Set<String> FIND_CALLS_BEHIND_COMMENT = Set.of("h2", "oracle");

    /** Their drivers or tools only find what a statement is when it comes first. */
    private static final Set<String> WANT_STATEMENT_FIRST = Set.of("sqlserver");

    private static final Set<String> HAVE_NO_COMMENTS = Set.of("hive2");

    private final String databaseType;
    private final boolean alwaysAppend;
    private final String identity;

    private enum Place {
        BEFORE,
        AFTER,
        NOWHERE
    }

    /**
     * Comments for statements to one database.
     *
     * @param databaseService service of the spans of its statements
     */
    SqlComment(
            DbmSettings settings,
            String databaseType,
            String databaseService,
            @Nullable String host,
            @Nullable String instance) {
        this.databaseType = databaseType;
        this.alwaysAppend = settings.alwaysAppend() || WANT_STATEMENT_FIRST.contains(databaseType);
        StringBuilder text = new StringBuilder();
        append(text, "ddps", settings.service());
        append(text, "dde", settings.env());
        append(text, "ddpv", settings.version());
        append(text, "dddbs", databaseService);
        append(text, "ddh", host);
        append(text, "dddb", instance);
        this.identity = text.toString();
    }

    /**
     * {@code sql} with the comment; {@code sql} itself if it has such a comment or must not have one.
     *
     * @param peerService name that the application gave the database, or null
     * @param traceparent the span that runs the statement, or null
     */
    String addTo(String sql, @Nullable String peerService, @Nullable String traceparent) {
        Place place = placeIn(sql);
        if (place == Place.NOWHERE) {
            return sql;
        }
        StringBuilder text = new StringBuilder(sql.length() + identity.length() + 80);
        text.append(OPEN).append(identity);
        append(text, "ddprs", peerService);
        append(text, "traceparent", traceparent);
        text.append("*/");
        return place == Place.BEFORE ? text.append(' ').append(sql).toString() : behind(sql, text);
    }

    private Place placeIn(String sql) {
        int start = startOfStatement(sql);
        if (start == sql.length() || HAVE_NO_COMMENTS.contains(databaseType) || isCommented(sql)) {
            return Place.NOWHERE;
        }
        if (sql.charAt(start) == '{') {
            return placeInCall();
        }
        boolean hinted = POSTGRESQL_KIND.contains(databaseType) && sql.contains("/*+");
        return alwaysAppend || hinted || isCall(sql, start) ? Place.AFTER : Place.BEFORE;
    }

    private Place placeInCall() {
        if (databaseType.equals("mysql")) {
            return Place.AFTER;
        }
        if (!FIND_CALLS_BEHIND_COMMENT.contains(databaseType)) {
            return Place.NOWHERE;
        }
        return alwaysAppend ? Place.AFTER : Place.BEFORE;
    }

    /** Position of what is neither white space nor a comment. */
    private static int startOfStatement(String sql) {
        int i = 0;
        while (i < sql.length()) {
            if (sql.startsWith(OPEN, i)) {
                i = SqlChars.blockCommentEnd(sql, i);
            } else if (sql.startsWith("--", i)) {
                i = SqlChars.lineEnd(sql, i);
            } else if (Character.isWhitespace(sql.charAt(i))) {
                i++;
            } else {
                break;
            }
        }
        return i;
    }

    private static boolean isCall(String sql, int start) {
        int end = start + "call".length();
        return sql.regionMatches(true, start, "call", 0, 4) && (end == sql.length() || !SqlChars.isWordPart(sql, end));
    }

    private static boolean isCommented(String sql) {
        for (int open = sql.indexOf(OPEN); open >= 0; open = sql.indexOf(OPEN, open + 1)) {
            int key = open + OPEN.length();
            int equals = sql.indexOf("='", key);
            if (equals > key && FIRST_KEYS.contains(sql.substring(key, Math.min(equals, key + 16)))) {
                return true;
            }
        }
        return false;
    }

    /** A comment at the end stays inside the statement that a semicolon closes. */
    private static String behind(String sql, StringBuilder comment) {
        String statement = sql.stripTrailing();
        boolean closed = statement.endsWith(";");
        String open = closed ? statement.substring(0, statement.length() - 1) : statement;
        return open + ' ' + comment + (closed ? ";" : "");
    }

    private static void append(StringBuilder text, String key, @Nullable String value) {
        if (value != null && !value.isEmpty()) {
            boolean isFirst = text.isEmpty() || text.charAt(text.length() - 1) == '*';
            text.append(isFirst ? "" : ",")
                    .append(key)
                    .append("='")
                    .append(URLEncoder.encode(value, StandardCharsets.UTF_8))
                    .append('\'');
        }
    }
}
